using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Temporalio.Client;
using Webhooks.Activities.PullRequests;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Identities;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;
using Webhooks.Workflows.Tests.GitHub;

namespace Webhooks.Workflows.Tests.PullRequests;

/// <summary>One pull request that things happen to. Minutes count from <see cref="Start"/>.</summary>
internal sealed class TestPullRequest(RepositoryWorld world, long number, long repository = 42)
{
    public const string Branch = "feature/TEA-7-teapot";

    private int deliveries;

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public string Entity { get; } = EntityId.GitHubPullRequest(null, repository, number).Value;

    public string Path => $"github/octo/hello/pull-requests/{number}.md";

    public (DeliveryEvent Delivery, JsonObject Body) Opened() => Happened("opened", 0);

    public (DeliveryEvent Delivery, JsonObject Body) Merged(int minute, int head = 1) => Happened("closed", minute, "closed", isMerged: true, head: head);

    public (DeliveryEvent Delivery, JsonObject Body) Closed(int minute) => Happened("closed", minute, "closed");

    public (DeliveryEvent Delivery, JsonObject Body) Happened(
        string action, int minute, string state = "open", bool isMerged = false, int head = 1, string title = "Brew in a teapot", string by = "mona")
    {
        var request = new GitHubPullRequest
        {
            RepositoryId = repository,
            Owner = "octo",
            Repository = "hello",
            Number = number,
            Action = action,
            State = state,
            Merged = isMerged,
            HeadSha = Pushes.Sha(head),
            BaseRef = "main",
            MergeSha = Pushes.Sha(99),
            MergedAt = isMerged ? Start.AddMinutes(minute) : null,
            MergedBy = isMerged ? by : null,
            UpdatedAt = Start.AddMinutes(minute),
        };
        var body = Body(action, title, by, head);
        var described = body["pull_request"]!.AsObject(); // Made in the line before.
        described["commits"] = head;
        described["changed_files"] = 2 * head;
        described["additions"] = 30 * head;
        described["deletions"] = 4;
        return (Event("pull_request", request), body);
    }

    /// <summary>As GitHub tells of a review: what it says of the request has no size.</summary>
    public (DeliveryEvent Delivery, JsonObject Body) Reviewed(
        int minute, string reviewer, string state, long review, string action = "submitted", int? merged = null, string title = "Brew in a teapot")
    {
        var request = new GitHubPullRequest
        {
            RepositoryId = repository,
            Owner = "octo",
            Repository = "hello",
            Number = number,
            Action = action,
            State = merged is null ? "open" : "closed",
            HeadSha = Pushes.Sha(1),
            BaseRef = "main",
            MergeSha = Pushes.Sha(99),
            MergedAt = merged is { } at ? Start.AddMinutes(at) : null,
            ReviewId = review,
            ReviewState = state,
            Reviewer = reviewer,
            ReviewedAt = Start.AddMinutes(action == "submitted" ? minute : 0),
            UpdatedAt = Start.AddMinutes(minute),
        };
        return (Event("pull_request_review", request), Body(action, title, reviewer, 1));
    }

    /// <summary>The same thing as told by another hook.</summary>
    public (DeliveryEvent Delivery, JsonObject Body) Twin((DeliveryEvent Delivery, JsonObject Body) of) =>
        (Event(of.Delivery.EventName, of.Delivery.PullRequest!), (JsonObject)of.Body.DeepClone()); // All deliveries of a pull request have it.

    public (DeliveryEvent Delivery, JsonObject Body) Strange() =>
        (Event("pull_request", Happened("opened", 0).Delivery.PullRequest!) with { PullRequest = null }, []); // Made by Happened.

    public Task<DeliveryEvent> StoredAsync((DeliveryEvent Delivery, JsonObject Body) happened) =>
        world.StoreAsync(happened.Delivery, Encoding.UTF8.GetBytes(happened.Body.ToJsonString()), WorkflowNames.GitHubPullRequest);

    public Task<WorkflowHandle> DeliverAsync(DeliveryEvent delivery, PullRequestCarry? start = null) =>
        world.DeliverAsync(WorkflowNames.GitHubPullRequest, delivery, start);

    public async Task<Outcome> OutcomeOfAsync((DeliveryEvent Delivery, JsonObject Body) happened, PullRequestCarry? start = null)
    {
        var stored = await StoredAsync(happened);
        await DeliverAsync(stored, start);
        return await world.OutcomeAsync(stored.DeliveryId);
    }

    /// <summary>Delivers it and waits until the workflow has ended in quiet.</summary>
    public async Task EndedAsync((DeliveryEvent Delivery, JsonObject Body) happened)
    {
        var stored = await StoredAsync(happened);
        var handle = await DeliverAsync(stored);
        await world.OutcomeAsync(stored.DeliveryId);
        await handle.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(90));
    }

    public Task<string> DocumentAsync() => world.ReadAsync(Path);

    /// <summary>The text of a document without what the knowledge base adds to it: facts at its head, related documents at its end.</summary>
    public static string Told(string markdown) => markdown.Split("\n---\n", 2)[1].Split("\n<!-- related -->")[0].TrimEnd('\n');

    /// <summary>What the events make of a pull request, without a workflow.</summary>
    public static PullRequest Folded(IEnumerable<(DeliveryEvent Delivery, JsonObject Body)> happened) =>
        happened.Aggregate(
            (PullRequest?)null,
            (known, each) => PullRequest.Following(known, each.Delivery, PullRequestBody.Read(Encoding.UTF8.GetBytes(each.Body.ToJsonString()))))
        ?? throw new InvalidOperationException("Nothing happened.");

    private JsonObject Body(string action, string title, string by, int head) => new()
    {
        ["action"] = action,
        ["number"] = number,
        ["pull_request"] = new JsonObject
        {
            ["title"] = title,
            ["body"] = "Tea tastes better from a pot.\n\nCloses #3, part of SHOP-12.",
            ["user"] = new JsonObject { ["login"] = "bo" },
            ["created_at"] = Start.ToString("O", CultureInfo.InvariantCulture),
            ["head"] = new JsonObject { ["ref"] = Branch, ["sha"] = Pushes.Sha(head), ["repo"] = new JsonObject { ["id"] = repository }, ["user"] = new JsonObject { ["login"] = "octo" } },
        },
        ["repository"] = new JsonObject { ["id"] = repository, ["html_url"] = "https://github.com/octo/hello" },
        ["sender"] = new JsonObject { ["login"] = by },
    };

    private DeliveryEvent Event(string name, GitHubPullRequest request)
    {
        var key = DeliveryKey.From(null, "github", "1", $"pull-request-{repository}-{number}-{Interlocked.Increment(ref deliveries)}");
        return new DeliveryEvent
        {
            DeliveryId = key.DeliveryId,
            Key = key.Value,
            Source = "github",
            Provider = WebhookProvider.GitHub,
            EventName = name,
            Entity = Entity,
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Payload = new PayloadReference(0, 0, 0, ""),
            PullRequest = request,
        };
    }
}
