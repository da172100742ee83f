using System.Text.Json.Nodes;
using Temporalio.Client;
using Webhooks.Activities.Jira;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Contracts.Jira;
using Webhooks.Workflows.Jira;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.Jira;

/// <summary>One ticket that things happen to.</summary>
internal sealed class TestTicket(RepositoryWorld world, long id)
{
    private const string Site = "example.atlassian.net";

    private int deliveries;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Entity { get; } = EntityId.JiraIssue(null, Site, id).Value;

    public string Path => $"jira/{Site}/tickets/{id}.md";

    /// <summary>The ticket's status became another one, some minutes after the start.</summary>
    public (DeliveryEvent Delivery, JsonObject Body) Moved(int minute, string from, string to, string category, string key = "TES-41")
    {
        var (delivery, body) = Happened("jira:issue_updated", minute, to, category, key);
        body["changelog"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["field"] = "status", ["fromString"] = from, ["toString"] = to }) };
        return (delivery with { JiraIssue = delivery.JiraIssue! with { ChangelogId = 100 + minute, ChangedFields = ["status"] } }, body); // Set by Happened.
    }

    public (DeliveryEvent Delivery, JsonObject Body) Done(int minute) => Moved(minute, "In Progress", "Done", "done");

    public (DeliveryEvent Delivery, JsonObject Body) Happened(
        string name, int minute, string status = "To Do", string category = "new", string key = "TES-41", string summary = "Sell more tea", string? assignee = "Ada")
    {
        var issue = new JiraIssueEvent
        {
            EventName = name,
            Site = Site,
            IssueId = id,
            Key = key,
            Status = status,
            StatusCategory = category,
            At = Start.AddMinutes(minute),
        };
        var body = new JsonObject
        {
            ["user"] = new JsonObject { ["displayName"] = "Mona Lisa" },
            ["issue"] = new JsonObject
            {
                ["self"] = $"https://{Site}/rest/api/2/issue/{id}",
                ["fields"] = new JsonObject
                {
                    ["summary"] = summary,
                    ["description"] = "Customers ask for other kinds, and *often*.\n\n* green\n* black\n\nSee OPS-3.",
                    ["issuetype"] = new JsonObject { ["name"] = "Story" },
                    ["priority"] = new JsonObject { ["name"] = "High" },
                    ["assignee"] = assignee is null ? null : new JsonObject { ["displayName"] = assignee },
                },
            },
        };
        return (Event(issue), body);
    }

    /// <summary>As a server tells of it: without a word about the ticket.</summary>
    public (DeliveryEvent Delivery, JsonObject Body) Commented(int minute, long comment)
    {
        var issue = new JiraIssueEvent { EventName = "comment_created", Site = Site, IssueId = id, CommentId = comment, At = Start.AddMinutes(minute) };
        return (Event(issue), new JsonObject { ["comment"] = new JsonObject { ["author"] = new JsonObject { ["displayName"] = "Bo" } } });
    }

    /// <summary>The same thing as told by another hook.</summary>
    public (DeliveryEvent Delivery, JsonObject Body) Twin((DeliveryEvent Delivery, JsonObject Body) of) =>
        (Event(of.Delivery.JiraIssue!), (JsonObject)of.Body.DeepClone()); // All deliveries of a ticket have it.

    public Task<DeliveryEvent> StoredAsync((DeliveryEvent Delivery, JsonObject Body) happened) =>
        world.StoreAsync(happened.Delivery, System.Text.Encoding.UTF8.GetBytes(happened.Body.ToJsonString()), WorkflowNames.JiraTicketHandler);

    public Task<WorkflowHandle> DeliverAsync(DeliveryEvent delivery, TicketCarry? start = null) =>
        world.DeliverAsync(WorkflowNames.JiraTicketHandler, delivery, start);

    public async Task<Outcome> OutcomeOfAsync((DeliveryEvent Delivery, JsonObject Body) happened, TicketCarry? start = null)
    {
        var stored = await StoredAsync(happened);
        await DeliverAsync(stored, start);
        return await world.OutcomeAsync(stored.DeliveryId);
    }

    public Task<string> DocumentAsync() => world.ReadAsync(Path);

    /// <summary>What the events make of a ticket, without a workflow.</summary>
    public static Ticket Folded(IEnumerable<(DeliveryEvent Delivery, JsonObject Body)> happened)
    {
        Ticket? ticket = null;
        foreach (var (delivery, body) in happened)
        {
            ticket = Ticket.Following(ticket, delivery, IssueBody.Read(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())));
        }

        return ticket ?? throw new InvalidOperationException("Nothing happened.");
    }

    private DeliveryEvent Event(JiraIssueEvent issue)
    {
        var key = DeliveryKey.From(null, "jira", Site, $"{id}-{Interlocked.Increment(ref deliveries)}");
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "jira",
            Provider = WebhookProvider.Jira,
            EventName = issue.EventName,
            Entity = Entity,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = new PayloadReference(0, 0, 0, ""),
            JiraIssue = issue,
        };
    }
}
