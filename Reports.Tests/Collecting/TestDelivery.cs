using System.Globalization;
using System.Text.Json.Nodes;
using Webhooks.Contracts;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Contracts.Jira;
using Webhooks.Storage.Journal;

namespace Webhooks.Reports.Tests.Collecting;

/// <summary>A delivery with facts and a body as the gateway stores them.</summary>
internal sealed record TestDelivery
{
    public const string Site = "example.atlassian.net";

    private static int numbers;

    public string Id { get; } = Interlocked.Increment(ref numbers).ToString("x32", CultureInfo.InvariantCulture);

    public required string EventName { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string Entity { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DeliveryFacts Facts { get; init; }

    public JsonNode Body { get; init; } = new JsonObject();

    /// <summary>Written when it is accepted; null leaves it open.</summary>
    public Outcome? Outcome { get; init; } = new() { Kind = OutcomeKind.Handled };

    /// <summary>In place of its facts.</summary>
    public byte[]? Row { get; init; }

    public static string Sha(int number) => number.ToString("x40", CultureInfo.InvariantCulture);

    public static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };

    public static TestDelivery Push(DateTimeOffset at, params int[] commits) => Push(at, "main", [.. commits.Select(number => Commit(number))]);

    public static TestDelivery Push(DateTimeOffset at, string branch, params JsonObject[] commits) => new()
    {
        EventName = "push",
        Provider = WebhookProvider.GitHub,
        Entity = EntityId.GitHubRepository(null, 12).Value,
        ReceivedAt = at.AddSeconds(2),
        Facts = new DeliveryFacts
        {
            Push = new GitHubPush
            {
                RepositoryId = 12,
                Owner = "octo",
                Repository = "shop",
                Ref = $"refs/heads/{branch}",
                Before = Sha(1),
                After = commits is [.., var last] ? (string)last["id"]! : Sha(2), // Each has one.
                Created = false,
                Deleted = false,
                Forced = false,
                CommitCount = commits.Length,
                At = at,
            },
        },
        Body = new JsonObject { ["commits"] = new JsonArray(commits), ["repository"] = new JsonObject { ["html_url"] = "https://github.com/octo/shop" } },
    };

    public static JsonObject Commit(int number, string? message = null, string author = "Mona Lisa", bool distinct = true) => new()
    {
        ["id"] = Sha(number),
        ["distinct"] = distinct,
        ["message"] = message ?? $"Change {number}\n\nAt length.",
        ["timestamp"] = "2026-01-01T00:00:00Z",
        ["author"] = new JsonObject { ["name"] = author, ["username"] = "mona" },
        ["committer"] = new JsonObject { ["name"] = author },
        ["added"] = new JsonArray("a.cs"),
        ["modified"] = new JsonArray("b.cs", "c.cs"),
        ["removed"] = new JsonArray(),
    };

    public static TestDelivery Issue(DateTimeOffset at, long id, string status = "To Do", string category = "new", string? from = null, string name = "jira:issue_updated") => new()
    {
        EventName = name,
        Provider = WebhookProvider.Jira,
        Entity = EntityId.JiraIssue(null, Site, id).Value,
        ReceivedAt = at.AddSeconds(3),
        Facts = new DeliveryFacts
        {
            JiraIssue = new JiraIssueEvent
            {
                EventName = name,
                Site = Site,
                IssueId = id,
                Key = $"SHOP-{id}",
                Status = status,
                StatusCategory = category,
                At = at,
                ChangelogId = name == "jira:issue_updated" ? at.UtcTicks : null,
                ChangedFields = from is null ? ["summary"] : ["status"],
            },
        },
        Body = new JsonObject
        {
            ["issue"] = new JsonObject
            {
                ["self"] = $"https://{Site}/rest/api/2/issue/{id}",
                ["fields"] = new JsonObject
                {
                    ["summary"] = $"Sell tea {id}",
                    ["issuetype"] = new JsonObject { ["name"] = "Story" },
                    ["priority"] = new JsonObject { ["name"] = "High" },
                    ["assignee"] = new JsonObject { ["displayName"] = "Ada" },
                },
            },
            ["changelog"] = new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject { ["field"] = from is null ? "summary" : "status", ["fromString"] = from, ["toString"] = status }),
            },
        },
    };

    public static TestDelivery PullRequest(DateTimeOffset at, int number, string action, bool merged = false, DateTimeOffset? mergedAt = null) => new()
    {
        EventName = "pull_request",
        Provider = WebhookProvider.GitHub,
        Entity = EntityId.GitHubPullRequest(null, 12, number).Value,
        ReceivedAt = at.AddSeconds(2),
        Facts = new DeliveryFacts
        {
            PullRequest = new GitHubPullRequest
            {
                RepositoryId = 12,
                Owner = "octo",
                Repository = "shop",
                Number = number,
                Action = action,
                State = action == "closed" || mergedAt is not null ? "closed" : "open",
                Merged = merged || mergedAt is not null,
                HeadSha = Sha(number),
                BaseRef = "main",
                MergedAt = merged ? at : mergedAt,
                UpdatedAt = at,
            },
        },
        Body = new JsonObject
        {
            ["pull_request"] = new JsonObject
            {
                ["title"] = $"Request {number}", ["user"] = new JsonObject { ["login"] = "mona" }, ["changed_files"] = 3, ["additions"] = 40, ["deletions"] = 2, ["commits"] = 1,
            },
            ["repository"] = new JsonObject { ["html_url"] = "https://github.com/octo/shop" },
        },
    };

    public static TestDelivery Deployment(DateTimeOffset at, long id, string? state = null) => new()
    {
        EventName = state is null ? "deployment" : "deployment_status",
        Provider = WebhookProvider.GitHub,
        Entity = EntityId.GitHubDeployment(null, 12, id).Value,
        ReceivedAt = at.AddSeconds(2),
        Facts = new DeliveryFacts
        {
            Deployment = new GitHubDeployment
            {
                RepositoryId = 12,
                Owner = "octo",
                Repository = "shop",
                DeploymentId = id,
                Environment = "production",
                Ref = "v1",
                Sha = Sha(7),
                StatusId = state is null ? null : at.UtcTicks,
                State = state,
                At = at,
            },
        },
    };

    public static TestDelivery Resource(DateTimeOffset at, string name, string correlation, string type = "Microsoft.Resources.ResourceWriteSuccess", string status = "Succeeded")
    {
        var id = $"/subscriptions/0a/resourcegroups/shop/providers/microsoft.web/sites/{name}";
        return new()
        {
            EventName = type,
            Provider = WebhookProvider.EventGrid,
            Entity = EntityId.AzureDeployment(null, id).Value,
            ReceivedAt = at.AddSeconds(5),
            Facts = new DeliveryFacts
            {
                AzureResource = new AzureResourceEvent
                {
                    EventType = type, ResourceId = id, Operation = "Microsoft.Web/sites/write", Status = status, CorrelationId = correlation, At = at,
                },
            },
        };
    }

    public AcceptedDelivery Accepted() => new()
    {
        DeliveryId = Id,
        Key = $"github/12/{Id}",
        Source = "main",
        Provider = Provider,
        EventName = EventName,
        Entity = Entity,
        WorkflowType = WorkflowNames.GitHubRepository,
        ReceivedAt = ReceivedAt,
        Event = Row ?? Facts.ToJson(),
    };
}
