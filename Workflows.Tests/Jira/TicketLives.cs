using System.Text.Json.Nodes;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Tests.Jira;

internal static class TicketLives
{
    /// <summary>A bit of everything, in order.</summary>
    public static IReadOnlyList<(DeliveryEvent Delivery, JsonObject Body)> Whole(TestTicket ticket)
    {
        var done = ticket.Done(30);
        return
        [
            ticket.Happened("jira:issue_created", 0, assignee: null),
            ticket.Moved(5, "To Do", "In Progress", "indeterminate"),
            ticket.Happened("jira:issue_updated", 6, "In Progress", "indeterminate", summary: "Sell much more tea", assignee: "Bo"),
            ticket.Commented(8, 71),
            ticket.Done(9),
            ticket.Moved(20, "Done", "To Do", "new"),
            ticket.Happened("jira:issue_updated", 25, "To Do", "new", key: "OPS-7", summary: "Sell much more tea", assignee: null),
            done,
            ticket.Twin(done),
            ticket.Happened("jira:issue_deleted", 60, "Done", "done", key: "OPS-7"),
        ];
    }
}
