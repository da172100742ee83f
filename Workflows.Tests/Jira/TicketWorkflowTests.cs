using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Tests.Entities;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Jira;

public sealed class TicketWorkflowTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Fact]
    public async Task A_ticket_gets_its_summary_when_it_is_done_and_not_before()
    {
        var ticket = Ticket();

        var created = await ticket.OutcomeOfAsync(ticket.Happened("jira:issue_created", 0));
        var started = await ticket.OutcomeOfAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));
        var done = await ticket.OutcomeOfAsync(ticket.Done(9));

        Assert.Equal((OutcomeKind.Handled, 0), (created.Kind, created.Artefacts.Count));
        Assert.Equal((OutcomeKind.Handled, 0), (started.Kind, started.Artefacts.Count));
        Assert.Equal(OutcomeKind.Handled, done.Kind);
        Assert.Equal([ticket.Path], done.Artefacts);
        Assert.Contains("Completed as **Done** on 2 March 2026, 09:09 UTC by Mona Lisa.", await ticket.DocumentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Fertig", "done", true)]
    [InlineData("resolved", "undefined", true)]
    [InlineData("Closed", "indeterminate", true)]
    [InlineData("Almost Done", "indeterminate", false)]
    public async Task Done_is_what_the_category_says_or_one_of_three_names(string status, string category, bool isDone)
    {
        var ticket = Ticket();

        var outcome = await ticket.OutcomeOfAsync(ticket.Moved(1, "To Do", status, category));

        Assert.Equal((OutcomeKind.Handled, isDone ? 1 : 0), (outcome.Kind, outcome.Artefacts.Count));
    }

    [Fact]
    public async Task A_ticket_that_is_reopened_amends_its_summary_and_so_does_its_second_end()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Done(9));

        var reopened = await ticket.OutcomeOfAsync(ticket.Moved(20, "Done", "To Do", "new"));
        var text = await ticket.DocumentAsync();
        await ticket.OutcomeOfAsync(ticket.Done(30));

        Assert.Equal([ticket.Path], reopened.Artefacts);
        Assert.Contains("Reopened as **To Do** on 2 March 2026, 09:20 UTC", text, StringComparison.Ordinal);
        Assert.Contains("on 2 March 2026, 09:30 UTC by Mona Lisa. It had been reopened once.", await ticket.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_event_that_comes_late_is_put_in_its_place_and_overwrites_nothing()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Done(9));

        var late = await ticket.OutcomeOfAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate", key: "OLD-1"));

        var text = await ticket.DocumentAsync();
        Assert.Equal([ticket.Path], late.Artefacts);
        Assert.Contains("status: \"Done\"", text, StringComparison.Ordinal);
        Assert.Contains("[TES-41](https://example.atlassian.net/browse/TES-41)", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("from To Do to In Progress", StringComparison.Ordinal) < text.IndexOf("from In Progress to Done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_event_that_shows_that_it_had_been_done_writes_the_summary()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Moved(20, "Done", "To Do", "new"));

        var late = await ticket.OutcomeOfAsync(ticket.Done(9));

        Assert.Equal([ticket.Path], late.Artefacts);
        Assert.Contains("Reopened as **To Do**", await ticket.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_that_is_moved_keeps_its_document_under_a_new_link()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Done(9));

        var moved = await ticket.OutcomeOfAsync(ticket.Happened("jira:issue_updated", 12, "Done", "done", key: "OPS-7"));

        Assert.Equal([ticket.Path], moved.Artefacts);
        var text = await ticket.DocumentAsync();
        Assert.Contains("[OPS-7](https://example.atlassian.net/browse/OPS-7)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TES-41", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_ticket_says_so_whatever_comes_late()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Done(9));
        await ticket.OutcomeOfAsync(ticket.Happened("jira:issue_deleted", 40, "Done", "done"));

        await ticket.OutcomeOfAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));

        Assert.Contains("> **Deleted** in Jira on 2 March 2026, 09:40 UTC.", await ticket.DocumentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_of_a_server_that_says_nothing_of_the_ticket_changes_its_timeline_alone()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Done(9));

        await ticket.OutcomeOfAsync(ticket.Commented(12, 7));

        var text = await ticket.DocumentAsync();
        Assert.Contains("# TES-41: Sell more tea", text, StringComparison.Ordinal);
        Assert.Contains("- 2 March 2026, 09:12 UTC: commented on, by Bo", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_delivery_again_is_a_duplicate_and_the_same_thing_from_another_hook_is_nothing_new()
    {
        var ticket = Ticket();
        var done = ticket.Done(9);
        var stored = await ticket.StoredAsync(done);
        await ticket.DeliverAsync(stored);
        await ticket.DeliverAsync(stored);

        var twin = await ticket.OutcomeOfAsync(ticket.Twin(done));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.NothingNew), (twin.Kind, twin.Reason));
        var totals = (await world.StateAsync(ticket.Entity, settled: 3)).Totals;
        Assert.Equal((1, 1, 1), (totals.Handled, totals.Duplicate, totals.Filtered));
    }

    [Fact]
    public async Task A_replay_of_what_is_known_writes_the_document_again()
    {
        var ticket = Ticket();
        var done = ticket.Done(9);
        await ticket.OutcomeOfAsync(done);
        var written = await ticket.DocumentAsync();
        File.Delete(Path.Combine(world.Folder, "knowledge-base", ticket.Path));

        var (replay, body) = ticket.Twin(done);
        var outcome = await ticket.OutcomeOfAsync((replay with { ReplayOf = done.Delivery.DeliveryId }, body));

        Assert.Equal([ticket.Path], outcome.Artefacts);
        Assert.Equal(written, await ticket.DocumentAsync());
    }

    [Fact]
    public async Task An_event_that_nothing_is_known_of_is_filtered()
    {
        var ticket = Ticket();

        var outcome = await ticket.OutcomeOfAsync(ticket.Happened("comment_liked", 1));

        Assert.Equal((OutcomeKind.Filtered, EntityRules.EventNotHandled), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public async Task A_delivery_that_cannot_be_read_is_quarantined_and_the_next_one_goes_on()
    {
        var ticket = Ticket();
        var damaged = await ticket.StoredAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));
        damaged = damaged with { Payload = damaged.Payload with { Sha256 = new string('0', 64) } };
        await ticket.DeliverAsync(damaged);

        var done = await ticket.OutcomeOfAsync(ticket.Done(9));

        var outcome = await world.OutcomeAsync(damaged.DeliveryId);
        Assert.Equal((OutcomeKind.Quarantined, "payload-damaged-error"), (outcome.Kind, outcome.Reason));
        Assert.Equal([ticket.Path], done.Artefacts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_of_arrival_the_document_is_the_same(ulong seed)
    {
        var ticket = Ticket();
        var life = TicketLives.Whole(ticket);
        foreach (var happened in Arrivals.Shuffled(life, seed))
        {
            await ticket.OutcomeOfAsync(happened, new TicketCarry { DeliveriesARun = 3 });
        }

        Assert.Equal(PullRequests.TestPullRequest.Told(Activities.Documentation.TicketTemplate.Write(TestTicket.Folded(life)).Markdown), PullRequests.TestPullRequest.Told(await ticket.DocumentAsync()));
    }

    private TestTicket Ticket() => new(world, world.NextNumber());
}
