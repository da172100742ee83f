using Temporalio.Client;
using Temporalio.Testing;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Jira;

/// <summary>What a ticket's workflow knows after it continued, ended and came back, and after its worker was replaced.</summary>
public sealed class TicketLifeTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_continued_run_knows_what_happened_before()
    {
        var ticket = Ticket();
        var start = new TicketCarry { DeliveriesARun = 1 };
        var first = await ticket.StoredAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));
        await ticket.DeliverAsync(first, start);
        await world.OutcomeAsync(first.DeliveryId);

        await ticket.OutcomeOfAsync(ticket.Done(9), start);
        await ticket.DeliverAsync(first, start);
        await ticket.OutcomeOfAsync(ticket.Commented(12, 7), start);

        Assert.Equal(["from To Do to In Progress", "from In Progress to Done", "commented on"], await TimelineAsync(ticket));
        Assert.Equal(1, (await world.StateAsync(ticket.Entity)).Totals.Duplicate);
    }

    [Fact]
    public async Task A_late_event_after_the_workflow_ended_corrects_the_document_and_takes_nothing_out_of_it()
    {
        var ticket = Ticket();
        await EndedAsync(ticket, ticket.Happened("jira:issue_created", 0));
        await EndedAsync(ticket, ticket.Done(9));

        await ticket.OutcomeOfAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));

        Assert.Equal(["created", "from To Do to In Progress", "from In Progress to Done"], await TimelineAsync(ticket));
    }

    [Fact]
    public async Task What_was_handled_before_the_workflow_ended_is_nothing_new_when_it_comes_back()
    {
        var ticket = Ticket();
        var done = ticket.Done(9);
        await EndedAsync(ticket, done);

        Assert.Equal("nothing-new", (await ticket.OutcomeOfAsync(ticket.Twin(done))).Reason);
    }

    [Fact]
    public async Task Bodies_that_retention_dropped_take_their_texts_with_them_and_nothing_else()
    {
        var ticket = Ticket();
        await EndedAsync(ticket, ticket.Done(9));
        var withoutJournal = new JiraActivities(new PayloadReader(world.Folder), new EntityMemory(world.Ledger));

        var recalled = await new ActivityEnvironment().RunAsync(() => withoutJournal.RecallTicketAsync(ticket.Entity));

        Assert.True(recalled is { WasDone: true, IsDone: true, Key.Value: "TES-41", Summary: null });
        Assert.Equal(["status"], recalled.Timeline.Entries[0].Changes.Select(change => change.Field));
    }

    [Fact]
    public async Task A_worker_that_is_replaced_goes_on_where_the_other_was()
    {
        var ticket = Ticket();
        await ticket.OutcomeOfAsync(ticket.Moved(5, "To Do", "In Progress", "indeterminate"));
        await world.StopWorkerAsync();
        var done = await ticket.StoredAsync(ticket.Done(9));
        await ticket.DeliverAsync(done);
        world.StartWorker();

        Assert.Equal([ticket.Path], (await world.OutcomeAsync(done.DeliveryId)).Artefacts);
        Assert.Equal(["from To Do to In Progress", "from In Progress to Done"], await TimelineAsync(ticket));
    }

    [Fact]
    public async Task Asked_to_stop_it_settles_what_it_has()
    {
        var ticket = Ticket();
        List<DeliveryEvent> deliveries = [await ticket.StoredAsync(ticket.Done(9)), await ticket.StoredAsync(ticket.Commented(12, 7))];
        var handle = await ticket.DeliverAsync(deliveries[0]);
        await ticket.DeliverAsync(deliveries[1]);

        await handle.CancelAsync();

        await world.Environment.WithAutoTimeSkippingDisabledAsync(() => handle.GetResultAsync().WaitAsync(Patience));
        foreach (var delivery in deliveries)
        {
            Assert.Equal(OutcomeKind.Handled, (await world.OutcomeAsync(delivery.DeliveryId)).Kind);
        }
    }

    private async Task EndedAsync(TestTicket ticket, (DeliveryEvent Delivery, System.Text.Json.Nodes.JsonObject Body) happened)
    {
        var stored = await ticket.StoredAsync(happened);
        var handle = await ticket.DeliverAsync(stored);
        await world.OutcomeAsync(stored.DeliveryId);
        await handle.GetResultAsync().WaitAsync(Patience);
    }

    /// <summary>What stands behind the time of each line.</summary>
    private static async Task<IEnumerable<string>> TimelineAsync(TestTicket ticket)
    {
        var lines = (await ticket.DocumentAsync()).Split("## What happened\n\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => line.Split("UTC: ")[1].Split(", by ")[0].Replace("status changed ", "", StringComparison.Ordinal));
    }

    private TestTicket Ticket() => new(world, world.NextNumber());
}
