using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.GitHub;

public sealed class GitHubEventTests : IDisposable
{
    private const string Sha = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private const string Repository = """ "repository":{"id":42,"name":"Hello-World","owner":{"login":"Codertocat"} } """;
    private readonly GatewayApp app = new();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_pull_request_becomes_a_fact_of_its_own_entity()
    {
        var facts = await FactsAsync("pull_request", "github/pull-request/42/2",
            $$"""
            {"action":"closed","number":2,"pull_request":{"number":2,"state":"closed","merged":true,"title":"Secret plan",
            "head":{"sha":"{{Sha}}","repo":null},"base":{"ref":"main"},"merge_commit_sha":"{{Sha}}","updated_at":"2019-05-15T15:20:33Z",
            "merged_at":"2019-05-15T15:20:32Z","merged_by":{"login":"mona"} },{{Repository}}}
            """,
            "to GitHubPullRequestWorkflow");

        Assert.Equal(
            new GitHubPullRequest
            {
                RepositoryId = 42, Owner = "Codertocat", Repository = "Hello-World", Number = 2, Action = "closed", State = "closed", Merged = true,
                HeadSha = Sha, BaseRef = "main", MergeSha = Sha, UpdatedAt = new DateTimeOffset(2019, 5, 15, 15, 20, 33, TimeSpan.Zero),
                MergedAt = new DateTimeOffset(2019, 5, 15, 15, 20, 32, TimeSpan.Zero), MergedBy = "mona",
            },
            facts.PullRequest);
    }

    [Fact]
    public async Task A_review_belongs_to_its_pull_request()
    {
        var facts = await FactsAsync("pull_request_review", "github/pull-request/42/2",
            $$"""
            {"action":"submitted","review":{"id":1,"state":"APPROVED","submitted_at":"2019-05-15T15:20:38Z","user":{"login":"ada"} },
            "pull_request":{"number":2,"state":"open","head":{"sha":"{{Sha}}"},"base":{"ref":"main"} },{{Repository}}}
            """,
            "to GitHubPullRequestWorkflow");

        Assert.Equal(("submitted", "approved", null), (facts.PullRequest?.Action, facts.PullRequest?.ReviewState, facts.PullRequest?.Merged));
        Assert.Equal((1, "ada", 38), (facts.PullRequest?.ReviewId, facts.PullRequest?.Reviewer, facts.PullRequest?.ReviewedAt?.Second));
    }

    [Fact]
    public async Task A_release_belongs_to_its_repository()
    {
        var facts = await FactsAsync("release", "github/repository/42",
            $$"""{"action":"published","release":{"id":7,"tag_name":"v1","draft":false,"prerelease":true,"published_at":"2019-05-15T15:20:33Z"},{{Repository}}}""");

        Assert.Equal(
            new GitHubRelease
            {
                RepositoryId = 42, Owner = "Codertocat", Repository = "Hello-World", ReleaseId = 7, Action = "published", Tag = "v1", Draft = false,
                Prerelease = true, PublishedAt = new DateTimeOffset(2019, 5, 15, 15, 20, 33, TimeSpan.Zero),
            },
            facts.Release);
    }

    [Fact]
    public async Task A_deployment_and_its_statuses_are_one_entity()
    {
        var deployment = $$""" "deployment":{"id":9,"environment":"production","ref":"main","sha":"{{Sha}}","created_at":"2019-05-15T15:20:33Z","task":"deploy","creator":{"login":"mona"} } """;
        var asked = await FactsAsync("deployment", "github/deployment/42/9", $$"""{ {{deployment}},{{Repository}} }""", "to GitHubDeploymentWorkflow");
        var reached = await FactsAsync("deployment_status", "github/deployment/42/9",
            $$"""{"deployment_status":{"id":5,"state":"success","created_at":"2019-05-15T15:30:00Z","creator":{"login":"pages[bot]"} },{{deployment}},{{Repository}} }""",
            "to GitHubDeploymentWorkflow");

        Assert.Equal(((long?)null, null, 20), (asked.Deployment?.StatusId, asked.Deployment?.State, asked.Deployment?.At?.Minute));
        Assert.Equal((5, "success", 30), (reached.Deployment?.StatusId, reached.Deployment?.State, reached.Deployment?.At?.Minute));
        Assert.Equal(("production", Sha), (reached.Deployment?.Environment, reached.Deployment?.Sha));
        Assert.Equal(("mona", "deploy", (string?)null), (asked.Deployment?.RequestedBy, asked.Deployment?.Task, asked.Deployment?.SetBy));
        Assert.Equal(("mona", "pages[bot]", asked.Deployment?.At), (reached.Deployment?.RequestedBy, reached.Deployment?.SetBy, reached.Deployment?.RequestedAt));
    }

    [Theory]
    [InlineData("renamed", """ "changes":{"repository":{"name":{"from":"Old-World"} } } """, "Old-World", null)]
    [InlineData("transferred", """ "changes":{"owner":{"from":{"user":{"login":"octocat"} } } } """, null, "octocat")]
    [InlineData("transferred", """ "changes":{"owner":{"from":{"organization":{"login":"octo-org"} } } } """, null, "octo-org")]
    [InlineData("archived", """ "changes":{} """, null, null)]
    public async Task A_repository_that_changes_says_what_it_was(string action, string changes, string? name, string? owner)
    {
        var facts = await FactsAsync("repository", "github/repository/42", $$"""{"action":"{{action}}",{{changes}},{{Repository}}}""");

        Assert.Equal((action, name, owner), (facts.RepositoryChange?.Action, facts.RepositoryChange?.PreviousName, facts.RepositoryChange?.PreviousOwner));
    }

    [Fact]
    public async Task A_ping_says_which_hook_was_made()
    {
        var record = await app.AcceptedAsync(Signed("ping", """{"zen":"Keep it logically awesome.","hook_id":7,"hook":{"type":"Organization"} }"""));

        Assert.Equal(("Filtered ping", "github/hook/4711"), (record.Ending(), record.Entity));
        Assert.Equal(new GitHubPing { HookId = 7, HookType = "Organization" }, DeliveryFacts.FromJson(record.Event).Ping);
    }

    [Theory]
    [InlineData("pull_request", "{}", "repository-id-invalid")]
    [InlineData("pull_request", """{"pull_request":{"number":"2"},@}""", "pull-request-number-invalid")]
    [InlineData("release", """{"release":{"id":null},@}""", "release-id-invalid")]
    [InlineData("release", """{"release":{"id":7},@}""", "action-invalid")]
    [InlineData("deployment", """{"deployment":[],@}""", "deployment-id-invalid")]
    [InlineData("deployment_status", """{"deployment":{"id":9,"environment":"e","ref":"r","sha":"zz"},@}""", "deployment-sha-invalid")]
    [InlineData("repository", """{@}""", "action-invalid")]
    [InlineData("repository", """{"action":"x","action":"y",@}""", "duplicate-key")]
    public async Task An_event_without_what_it_needs_is_quarantined(string name, string body, string reason)
    {
        var record = await app.AcceptedAsync(Signed(name, body.Replace("@", Repository, StringComparison.Ordinal)));

        Assert.Equal($"Quarantined {reason}", record.Ending());
        Assert.Equal(new DeliveryFacts(), DeliveryFacts.FromJson(record.Event) with { Proof = null });
    }

    [Theory]
    [InlineData("transferred")]
    [InlineData("renamed")]
    public async Task A_repository_keeps_its_entity_when_it_is_renamed_or_transferred(string action)
    {
        var names = new JsonObject { ["id"] = 186853002, ["name"] = "Moved", ["owner"] = new JsonObject { ["login"] = "Octocoders" } };
        var before = await app.AcceptedAsync(new Delivery().Signed());
        var change = await app.AcceptedAsync(Signed("repository", new JsonObject { ["action"] = action, ["repository"] = names.DeepClone() }.ToJsonString()));
        var moved = JsonNode.Parse(Delivery.Push())!.AsObject(); // Not null: the push is an object.
        moved["repository"] = names;
        var after = await app.AcceptedAsync(Signed("push", moved.ToJsonString()));

        Assert.Equal("github/repository/186853002", before.Entity);
        Assert.Equal(before.Entity, change.Entity);
        Assert.Equal(before.Entity, after.Entity);
        Assert.Equal(before.WorkflowId, after.WorkflowId);
    }

    [SkippableFact]
    public async Task A_repository_that_really_was_renamed_and_transferred_keeps_its_entity()
    {
        var folder = Corpus.Folder("github/repository");
        Skip.If(folder is null, "No recorded payloads: ../shared/corpus/github/repository is not there.");
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in new[] { "2.json", "10.json", "11.json", "13.json" })
        {
            var record = await app.AcceptedAsync(new Delivery { Event = "repository", Body = await File.ReadAllBytesAsync(Path.Combine(folder, file)) }.Signed());
            Assert.Equal("github/repository/186853261", record.Entity);
            var change = DeliveryFacts.FromJson(record.Event).RepositoryChange;
            changes[file] = $"{change?.Action} {change?.PreviousName}{change?.PreviousOwner}";
        }

        Assert.Equal(["created ", "renamed Hello-World", "transferred octocat", "transferred octocat"], changes.Values);
    }

    [Fact]
    public async Task The_journal_keeps_the_bytes_of_a_form_and_not_the_document_inside_it()
    {
        var form = Encoding.UTF8.GetBytes("x=1&payload=" + Uri.EscapeDataString(Delivery.Push(repository: 77)) + "&y=2");

        var record = await app.AcceptedAsync(new Delivery { Body = form, ContentType = "application/x-www-form-urlencoded" }.Signed());

        var stored = await new PayloadReader(Path.Combine(app.Settings.TryGet("Webhooks:DataDirectory", out var data) ? data! : "", "journal")) // Set by the app.
            .ReadAsync(record.Payload, CancellationToken.None);
        Assert.Equal(form, stored);
        Assert.Equal(77, DeliveryFacts.FromJson(record.Event).Push?.RepositoryId);
    }

    [Theory]
    [InlineData("payload")]
    [InlineData("body=%7B%7D")]
    [InlineData("payload=%7B%7D&payload=%7B%7D")]
    [InlineData("payload=%7")]
    [InlineData("payload=%+1")]
    public async Task A_form_without_one_readable_document_is_quarantined_and_kept(string form)
    {
        var record = await app.AcceptedAsync(
            new Delivery { Body = Encoding.UTF8.GetBytes(form), ContentType = "application/x-www-form-urlencoded" }.Signed());

        Assert.Equal(("Quarantined form-payload-missing", form.Length), (record.Ending(), record.Payload.Length));
    }

    private static HttpRequestMessage Signed(string name, string body) => new Delivery { Event = name, Body = Encoding.UTF8.GetBytes(body) }.Signed();

    private async Task<DeliveryFacts> FactsAsync(string name, string entity, string body, string ending = "Filtered no-handler")
    {
        var record = await app.AcceptedAsync(Signed(name, body));
        Assert.Equal((entity, ending), (record.Entity, record.Ending()));
        return DeliveryFacts.FromJson(record.Event);
    }
}
