using Microsoft.AspNetCore.Http;
using Temporalio.Client;
using Temporalio.Worker;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Reconciling.Tests.GitHub;
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

    private static async Task KeepAsync(GitHubWorld world, string name)
    {
        var run = await world.Reconciler.NextAsync();
        await run.GetResultAsync();
        await KeepAsync(run, name);
    }

    private static async Task KeepAsync(WorkflowHandle run, string name)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ReconcileDeliveriesWorkflow>());
        await HistoryFiles.ReplayAndKeepAsync(replayer, name, await run.FetchHistoryAsync());
    }
}
