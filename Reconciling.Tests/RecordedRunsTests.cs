using Microsoft.AspNetCore.Http;
using Temporalio.Client;
using Temporalio.Worker;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Reconciling.Tests.GitHub;
using Webhooks.Reconciling.Tests.Hosting;
using Webhooks.Reconciling.Tests.Jira;
using Webhooks.Workflows.Reconciling;
using Webhooks.Workflows.Tests;

namespace Webhooks.Reconciling.Tests;

/// <summary>The runs that are kept among the recorded histories, made now.</summary>
public sealed class RecordedRunsTests
{
    [Fact]
    public async Task Runs_of_today_replay_after_a_round_through_their_file_format()
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Arrives = false;
        for (var i = 0; i < 102; i++)
        {
            await world.GitHub.DeliverAsync(isLost: i % 50 == 0);
        }

        await KeepAsync(world, "reconcile-github-asks");
        world.GitHub.Arrives = true;
        await KeepAsync(world, "reconcile-github-asks-again");
        await KeepAsync(world, "reconcile-github-sees-arrived");
        world.GitHub.Interrupt = context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.FromResult(true);
        };
        await KeepAsync(world, "reconcile-github-refused");
    }

    [Fact]
    public async Task A_log_that_is_longer_than_a_history_should_be_is_read_by_several_runs()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        for (var i = 0; i < 205; i++)
        {
            await world.GitHub.DeliverAsync();
        }

        await world.Reconciler.Gateway.CatchUpAsync();
        await world.Reconciler.Schedule().PauseAsync();
        await world.Reconciler.Environment.DelayAsync(TimeSpan.FromMinutes(15));
        var request = new ReconcileRequest
        {
            Source = "hello",
            Provider = WebhookProvider.GitHub,
            Retention = TimeSpan.FromDays(3),
            Lookback = TimeSpan.FromDays(3),
            Grace = TimeSpan.FromMinutes(2),
            MaximumRequests = 10,
            PagesARun = 2,
        };
        var handle = await world.Reconciler.Client.StartWorkflowAsync(
            (ReconcileDeliveriesWorkflow workflow) => workflow.RunAsync(request, null), new WorkflowOptions("reconcile-long-log", TaskQueues.Reconciliation));
        var end = await handle.GetResultAsync();

        Assert.Equal([lost], world.GitHub.Redelivered);
        Assert.Equal((206, 1), (end.Counts.Checked, end.Counts.Requested));
        Assert.Equal(3, world.GitHub.Asked.Count(each => each.StartsWith("GET", StringComparison.Ordinal)));
        await KeepAsync(world.Reconciler.Client.GetWorkflowHandle(handle.Id, handle.ResultRunId), "reconcile-github-continues");
        await KeepAsync(world.Reconciler.Client.GetWorkflowHandle(handle.Id), "reconcile-github-continued");
    }

    [Fact]
    public async Task Sweeps_of_Jira_replay()
    {
        await using var world = await JiraWorld.StartAsync();
        var at = await world.Reconciler.NowAsync() - TimeSpan.FromHours(3);
        for (var id = 1; id <= 5; id++)
        {
            world.Jira.Create(id, at.AddDays(-30));
            world.Jira.Change(id, 100 + id, at.AddSeconds(id));
        }

        await KeepAsync(world.Reconciler, "reconcile-jira-posts");
        world.Jira.Interrupt = async context =>
        {
            var isBroken = context.Request.Path.StartsWithSegments("/rest/api/2/issue/3");
            await (isBroken ? context.Response.WriteAsync("<html>", CancellationToken.None) : Task.CompletedTask);
            return isBroken;
        };
        await KeepAsync(world.Reconciler, "reconcile-jira-unreadable-issue");
        world.Jira.Interrupt = _ => Task.FromResult(false);
        var request = new ReconcileRequest
        {
            Source = "hello",
            Provider = WebhookProvider.Jira,
            Retention = TimeSpan.FromDays(30),
            Lookback = TimeSpan.FromDays(1),
            Grace = JiraWorld.Grace,
            MaximumRequests = 500,
            PagesARun = 2,
        };
        var handle = await world.Reconciler.Client.StartWorkflowAsync(
            (ReconcileDeliveriesWorkflow workflow) => workflow.RunAsync(request, null), new WorkflowOptions("reconcile-long-sweep", TaskQueues.Reconciliation));
        Assert.Equal(5, (await handle.GetResultAsync()).Counts.Checked);
        await KeepAsync(world.Reconciler.Client.GetWorkflowHandle(handle.Id, handle.ResultRunId), "reconcile-jira-continues");
        await KeepAsync(world.Reconciler.Client.GetWorkflowHandle(handle.Id), "reconcile-jira-continued");
    }

    [Fact]
    public async Task Sweeps_of_dead_letters_replay()
    {
        await using var world = await ReconcilerWorld.StartAsync(
            ("Name", "hello"), ("Provider", "EventGrid"), ("Secrets:0:Value", "shared"), ("EventGrid:SecretHeader", "X-Shared"));
        await world.StartWorkerAsync(("Webhooks:Sources:0:Reconcile:Folder", world.Scratch));
        await WriteAsync("one.json", """[{"id":"1","topic":"/orders","eventType":"Shop.Ordered","subject":"1","eventTime":"2026-11-20T09:00:00Z","dataVersion":"1","data":{}}]""");
        await WriteAsync("two.json", "poison");

        await KeepAsync(world, "reconcile-dead-letters");

        Assert.Single(await world.Gateway.ListAsync());

        async Task WriteAsync(string name, string content)
        {
            var path = Path.Combine(world.Scratch, name);
            await File.WriteAllTextAsync(path, content);
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5));
        }
    }

    private static Task KeepAsync(GitHubWorld world, string name) => KeepAsync(world.Reconciler, name);

    private static async Task KeepAsync(ReconcilerWorld world, string name)
    {
        var run = await world.NextAsync();
        await run.GetResultAsync();
        await KeepAsync(run, name);
    }

    private static async Task KeepAsync(WorkflowHandle run, string name)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ReconcileDeliveriesWorkflow>());
        await HistoryFiles.ReplayAndKeepAsync(replayer, name, await run.FetchHistoryAsync());
    }
}
