using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Tests.GitHub;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Activities.Tests.Commits;

/// <summary>A push that the journal has, analysed by a worker, with GitHub to be asked.</summary>
public sealed class CommitEnrichmentTests : IAsyncLifetime
{
    private const int Number = 5;

    private readonly TestClock clock = new();
    private readonly Lines lines = new();
    private readonly TemporaryFolder folder = new();
    private FakeGitHubApi gitHub = null!; // Set by InitializeAsync, which the runner calls before any test.
    private GitHubClient client = null!; // Likewise.

    public async Task InitializeAsync()
    {
        gitHub = new FakeGitHubApi(clock);
        await gitHub.StartAsync();
        client = new GitHubClient(new GitHubSettings { ApiAddress = gitHub.Address, Token = FakeGitHubApi.Token, App = null }, clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await gitHub.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_analysis_has_the_files_lines_and_parents_that_GitHub_tells()
    {
        var told = FakeGitHubApi.Commit(Number, files: 2, parents: [4]);
        told["files"]!.AsArray().Add(FakeGitHubApi.File("lib/new.cs", "renamed", "old/name.cs")); // Made with it.
        gitHub.Commits.Add(told);

        var analysis = await AnalyseAsync("Change something");

        Assert.Equal((1, 2, 1), (analysis.Added, analysis.Modified, analysis.Removed));
        Assert.Equal(["src", "lib", "old"], analysis.Areas.Select(area => area.Folder));
        Assert.Equal((4, 2, null), (analysis.Details!.Additions, analysis.Details.Deletions, analysis.NotEnriched)); // It was told.
        Assert.Equal([FakeGitHubApi.Sha(4)], analysis.Details.Parents);
    }

    [Theory]
    [InlineData("Bring the feature in", 2, "merge")]
    [InlineData("Merge branch 'main' into feature", 1, null)]
    public async Task A_merge_is_what_has_two_parents_whatever_its_message(string message, int parents, string? rule)
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(Number, files: 1, parents: [.. Enumerable.Range(1, parents)]));

        Assert.Equal(rule, (await AnalyseAsync(message)).Rule);
    }

    [Theory]
    [InlineData(500, ErrorTypes.Unavailable)]
    [InlineData(401, ErrorTypes.Authentication)]
    [InlineData(404, ErrorTypes.NotFound)]
    [InlineData(429, ErrorTypes.RateLimited)]
    [InlineData(200, ErrorTypes.ProviderAnswer)]
    public async Task When_GitHub_does_not_tell_the_push_is_enough_and_the_analysis_says_so(int status, string why)
    {
        gitHub.Interrupt = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var analysing = AnalyseAsync("Merge branch 'main' into feature");
        await clock.PassAsync(analysing, TimeSpan.FromSeconds(5));
        var analysis = await analysing;

        Assert.Equal((why, "merge", null), (analysis.NotEnriched, analysis.Rule, analysis.Details));
        Assert.Equal(["pushed"], analysis.Areas.Select(area => area.Folder));
        var line = Assert.Single(lines.Written);
        Assert.Contains(FakeGitHubApi.Sha(Number), line, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeGitHubApi.Token, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_is_not_waited_for_longer_than_the_attempt_allows()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        gitHub.Interrupt = async context =>
        {
            reached.SetResult();
            await context.RequestAborted.AsTask();
            return true;
        };

        var analysing = AnalyseAsync("Change something");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ErrorTypes.Unavailable, (await analysing).NotEnriched);
    }

    [Fact]
    public async Task Of_a_commit_with_more_files_than_GitHub_lists_those_of_the_push_count()
    {
        gitHub.Commits.Add(FakeGitHubApi.Commit(Number, files: 3100, parents: [4]));

        var analysis = await AnalyseAsync("Change something");

        Assert.Equal(["pushed"], analysis.Areas.Select(area => area.Folder));
        Assert.Equal(6200, analysis.Details?.Additions);
    }

    private async Task<CommitAnalysis> AnalyseAsync(string message)
    {
        await using var journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = Path.Combine(folder.Path, "journal") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var payload = await journal.AppendAsync(Delivery(), Push(message), CancellationToken.None);
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var enrichment = new CommitEnrichment(client, clock, lines);
        var activities = new CommitActivities(
            new PushPayloads(new PayloadReader(Path.Combine(folder.Path, "journal"))), Options.Create(new SignificanceOptions()), enrichment);
        using var worker = new TemporalWorker(
            environment.Client, new TemporalWorkerOptions("analyses").AddWorkflow<AnalyseOneWorkflow>().AddAllActivities(activities));
        return await worker.ExecuteAsync(() => environment.Client.ExecuteWorkflowAsync(
            (AnalyseOneWorkflow workflow) => workflow.RunAsync(new CommitReference
            {
                Entity = "github/repository/1",
                RepositoryId = 1,
                Owner = "octo",
                Repository = "hello",
                Ref = "refs/heads/main",
                Sha = FakeGitHubApi.Sha(Number),
                Payload = payload,
            }),
            new WorkflowOptions("analysis", "analyses")));
    }

    private static AcceptedDelivery Delivery() => new()
    {
        DeliveryId = new string('1', 32),
        Key = "1",
        Source = "hello",
        Provider = WebhookProvider.GitHub,
        EventName = "push",
        Entity = "github/repository/1",
        WorkflowType = "none",
        ReceivedAt = TimeProvider.System.GetUtcNow(),
    };

    private static byte[] Push(string message) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["commits"] = new JsonArray(new JsonObject
        {
            ["id"] = FakeGitHubApi.Sha(Number),
            ["message"] = message,
            ["modified"] = new JsonArray("pushed/a.cs"),
        }),
    }.ToJsonString());

    private sealed class Lines : ILogger<CommitEnrichment>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
