using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Tests.Schedules;

/// <summary>All with the server killed after every step: nothing about overlaps may live in memory only.</summary>
public sealed class OverlapTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Skip_drops_what_comes_while_one_runs()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.Unspecified);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        Assert.Equal(["report-2030-01-01T01:00:00Z"], await rig.StartedIdsAsync());
        Assert.Equal(2, (await rig.DescribeAsync()).Info.OverlapSkipped);

        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        Assert.Single(await rig.StartedIdsAsync());
        await rig.PassAsync(Hour);
        Assert.Equal(["report-2030-01-01T01:00:00Z", "report-2030-01-01T04:00:00Z"], await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task Buffer_one_keeps_the_first_that_waits()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.BufferOne);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        var info = (await rig.DescribeAsync()).Info;
        Assert.Equal((1L, 1L), (info.BufferSize, info.OverlapSkipped));

        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        Assert.Equal(["report-2030-01-01T01:00:00Z", "report-2030-01-01T02:00:00Z"], await rig.StartedIdsAsync());
        await rig.CompleteAsync("report-2030-01-01T02:00:00Z");
        Assert.Equal(2, (await rig.StartedIdsAsync()).Length);
    }

    [Fact]
    public async Task Buffer_all_runs_all_one_after_the_other()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.BufferAll);
        await rig.PassAsync(Hour);
        await rig.PassAsync(2 * Hour);
        Assert.Single(await rig.StartedIdsAsync());
        Assert.Equal(2, (await rig.DescribeAsync()).Info.BufferSize);
        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        await rig.CompleteAsync("report-2030-01-01T02:00:00Z");
        Assert.Equal(
            ["report-2030-01-01T01:00:00Z", "report-2030-01-01T02:00:00Z", "report-2030-01-01T03:00:00Z"], await rig.StartedIdsAsync());
        Assert.Equal(0, (await rig.DescribeAsync()).Info.OverlapSkipped);
    }

    [Fact]
    public async Task Cancel_other_starts_when_the_cancelled_one_has_ended()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.CancelOther);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        Assert.True(await rig.LookAsync("report-2030-01-01T01:00:00Z", run => run.State.CancelRequested));
        Assert.Single(await rig.StartedIdsAsync());

        await rig.PassAsync(Hour);
        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        Assert.Equal(["report-2030-01-01T01:00:00Z", "report-2030-01-01T03:00:00Z"], await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task Terminate_other_starts_at_once()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.TerminateOther);
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        var runs = await rig.StartedAsync();
        Assert.Equal([WorkflowExecutionStatus.Terminated, WorkflowExecutionStatus.Running], runs.Select(run => run.Status));
        var info = (await rig.DescribeAsync()).Info;
        Assert.Equal([WorkflowExecutionStatus.Terminated, WorkflowExecutionStatus.Running], info.RecentActions.Select(action => action.StartWorkflowStatus));
        Assert.Equal(runs[1].Execution, Assert.Single(info.RunningWorkflows));
    }

    [Fact]
    public async Task Allow_all_starts_all()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.AllowAll);
        await rig.PassAsync(Hour);
        await rig.PassAsync(2 * Hour);
        Assert.Equal(3, (await rig.StartedIdsAsync()).Length);
        Assert.Equal(3, (await rig.DescribeAsync()).Info.RunningWorkflows.Count);
        await rig.CompleteAsync("report-2030-01-01T02:00:00Z");
        Assert.Equal(2, (await rig.DescribeAsync()).Info.RunningWorkflows.Count);
    }

    [Fact]
    public async Task A_trigger_with_a_policy_of_its_own_goes_by_it()
    {
        await using var rig = await RigAsync(ScheduleOverlapPolicy.Skip);
        await rig.TriggerAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(1));
        await rig.TriggerAsync();
        Assert.Single(await rig.StartedIdsAsync());
        await rig.TriggerAsync(ScheduleOverlapPolicy.AllowAll);
        Assert.Equal(["report-2030-01-01T00:00:00Z", "report-2030-01-01T00:01:00Z"], await rig.StartedIdsAsync());
    }

    private static async Task<ScheduleRig> RigAsync(ScheduleOverlapPolicy policy)
    {
        var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour, policy));
        return rig;
    }
}
