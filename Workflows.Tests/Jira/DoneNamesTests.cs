using Temporalio.Testing;
using Webhooks.Activities.Jira;
using Webhooks.Activities.Ledger;
using Webhooks.Storage.Journal;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Jira;

/// <summary>When a ticket is done where somebody chose the names of its statuses.</summary>
public sealed class DoneNamesTests(RepositoryWorld world) : IClassFixture<RepositoryWorld>
{
    [Theory]
    [InlineData("shipped", "indeterminate", true)]
    [InlineData("Closed", "indeterminate", false)]
    [InlineData("Closed", "done", true)]
    public async Task Configured_names_take_the_place_of_the_three_and_the_category_still_counts(string status, string category, bool isDone)
    {
        var ticket = new TestTicket(world, world.NextNumber());
        var stored = await ticket.StoredAsync(ticket.Moved(9, "To Do", status, category));
        var activities = new JiraActivities(
            new PayloadReader(Path.Combine(world.Folder, "journal")), new EntityMemory(world.Ledger), new TicketOptions { DoneNames = ["Shipped"] });

        var texts = await new ActivityEnvironment().RunAsync(() => activities.ReadIssueAsync(stored));
        var known = Ticket.Following(null, stored, texts);
        await ticket.DeliverAsync(stored);
        await world.OutcomeAsync(stored.DeliveryId);
        var recalled = await new ActivityEnvironment().RunAsync(() => activities.RecallTicketAsync(ticket.Entity));

        Assert.Equal((isDone, isDone), (known?.WasDone, known?.IsDone));
        Assert.Equal((isDone, isDone), (recalled?.WasDone, recalled?.IsDone));
    }
}
