using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Reconciling.Tests.GitHub;

namespace Webhooks.Reconciling.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public async Task A_source_that_is_reconciled_has_a_schedule_that_skips_what_overlaps()
    {
        await using var world = await GitHubWorld.StartAsync();

        var schedule = (await world.Reconciler.Schedule().DescribeAsync()).Schedule;

        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Single(schedule.Spec.Intervals).Every);
        Assert.Equal((ScheduleOverlapPolicy.Skip, TimeSpan.FromHours(1)), (schedule.Policy.Overlap, schedule.Policy.CatchupWindow));
    }

    [Fact]
    public async Task The_schedule_runs_by_itself_and_each_run_starts_from_the_result_of_the_last()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);

        // The clock of the runs skips and that of the gateway does not, so its ledger is waited for in between.
        await world.Reconciler.Environment.DelayAsync(TimeSpan.FromMinutes(16));
        await Eventually.TrueAsync(() => world.HasAsync(lost), "what a run asked for arrives");
        await world.Reconciler.Environment.DelayAsync(TimeSpan.FromMinutes(30));
        await Eventually.TrueAsync(
            () => world.Reconciler.LogLines.Any(line => line.Contains("1 recovered", StringComparison.Ordinal)), "a run sees that it arrived");

        Assert.True(await world.HasAsync(lost));
        Assert.Equal([lost], world.GitHub.Redelivered);
    }

    [Fact]
    public async Task A_changed_configuration_changes_the_schedule_and_leaves_a_pause_alone()
    {
        await using var world = await GitHubWorld.StartAsync();
        await world.Reconciler.Schedule().PauseAsync("looking into it");

        await world.Reconciler.StopWorkerAsync();
        await world.Reconciler.StartWorkerAsync(("Webhooks:Reconciliation:Interval", "00:05:00"), ("Webhooks:Reconciliation:CatchUpWindow", "02:00:00"));

        var schedule = (await world.Reconciler.Schedule().DescribeAsync()).Schedule;
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(schedule.Spec.Intervals).Every);
        Assert.Equal(TimeSpan.FromHours(2), schedule.Policy.CatchupWindow);
        Assert.Equal((true, "looking into it"), (schedule.State.Paused, schedule.State.Note));
    }

    [Fact]
    public async Task A_changed_setting_of_the_source_counts_for_the_next_run()
    {
        await using var world = await GitHubWorld.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.GitHub.DeliverAsync(isLost: true);
        }

        await world.Reconciler.StopWorkerAsync();
        await world.Reconciler.StartWorkerAsync(("Webhooks:Sources:0:Reconcile:MaximumRequests", "1"));

        Assert.Equal(1, (await world.Reconciler.RunAsync()).Counts.Requested);
    }

    [Fact]
    public async Task A_source_that_is_reconciled_no_more_has_no_schedule()
    {
        await using var world = await GitHubWorld.StartAsync();
        await world.Reconciler.StopWorkerAsync();
        string[] keys = ["Hook", "Repository", "HookId", "Token", "ApiAddress"];

        await world.Reconciler.StartWorkerAsync([.. keys.Select(key => ($"Webhooks:Sources:0:Reconcile:{key}", (string?)null))]);

        var failure = await Assert.ThrowsAsync<RpcException>(() => world.Reconciler.Schedule().DescribeAsync());
        Assert.Equal(RpcException.StatusCode.NotFound, failure.Code);
    }
}
