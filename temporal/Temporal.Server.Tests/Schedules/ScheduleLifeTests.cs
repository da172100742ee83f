using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Schedules;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Tests.Schedules;

public sealed class ScheduleLifeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task An_action_starts_its_workflow_with_the_schedules_marks()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await rig.StartedIdsAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(1));

        var run = Assert.Single(await rig.StartedAsync());
        Assert.Equal("report-2030-01-01T01:00:00Z", run.Execution.WorkflowId);
        Assert.Equal("\"nightly\"", run.SearchAttributes.IndexedFields["TemporalScheduledById"].Data.ToStringUtf8());
        var time = run.SearchAttributes.IndexedFields["TemporalScheduledStartTime"];
        Assert.Equal("\"2030-01-01T01:00:00Z\"", time.Data.ToStringUtf8());
        Assert.Equal("Datetime", time.Metadata["type"].ToStringUtf8());
        var info = (await rig.DescribeAsync()).Info;
        Assert.Equal(1, info.ActionCount);
        Assert.Equal(rig.Now, info.RecentActions.Single().ScheduleTime.ToDateTimeOffset());
        Assert.Equal(rig.Now + Hour, info.FutureActionTimes[0].ToDateTimeOffset());
        Assert.Equal(10, info.FutureActionTimes.Count);
    }

    [Fact]
    public async Task Killed_after_every_step_it_runs_every_time_once()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(TimeSpan.FromMinutes(1), ScheduleOverlapPolicy.AllowAll));
        for (var minute = 0; minute < 15; minute++)
        {
            await rig.PassAsync(TimeSpan.FromSeconds(30));
            await rig.PassAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(
            Enumerable.Range(1, 15).Select(minute => $"report-2030-01-01T00:{minute:00}:00Z"), await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task A_commit_that_fails_is_tried_again_and_starts_nothing_twice()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(Hour, ScheduleOverlapPolicy.AllowAll));
        var failures = 0;
        rig.Store.BeforeCommit = () =>
        {
            if (failures++ < 2)
            {
                throw new IOException("disk full");
            }
        };
        rig.Time.Advance(Hour);
        await Eventually.HoldsAsync(async () =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            return (await rig.StartedIdsAsync()).Length > 0;
        });
        Assert.True(failures > 2);
        Assert.Equal(["report-2030-01-01T01:00:00Z"], await rig.StartedIdsAsync());
        Assert.Equal(1, (await rig.DescribeAsync()).Info.ActionCount);
    }

    [Fact]
    public async Task After_downtime_what_was_missed_inside_the_catch_up_window_is_run()
    {
        await using var rig = new ScheduleRig();
        var schedule = ScheduleRig.Every(Hour, ScheduleOverlapPolicy.AllowAll);
        schedule.Policies.CatchupWindow = Duration.FromTimeSpan(TimeSpan.FromMinutes(150));
        await rig.CreateAsync(schedule);
        await rig.RestartAsync(downtime: TimeSpan.FromMinutes(310));
        Assert.Equal(
            ["report-2030-01-01T03:00:00Z", "report-2030-01-01T04:00:00Z", "report-2030-01-01T05:00:00Z"], await rig.StartedIdsAsync());
        Assert.Equal(2, (await rig.DescribeAsync()).Info.MissedCatchupWindow);
    }

    [Fact]
    public async Task A_long_downtime_is_caught_up_in_bounded_steps()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(TimeSpan.FromMinutes(1), ScheduleOverlapPolicy.AllowAll));
        await rig.RestartAsync(downtime: TimeSpan.FromMinutes(350));
        Assert.Equal(350, (await rig.DescribeAsync()).Info.ActionCount);
        Assert.Equal(350, (await rig.StartedIdsAsync()).Distinct().Count());
    }

    [Fact]
    public async Task While_paused_times_pass_and_are_not_made_up_for()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.PauseAsync();
        await rig.PassAsync(3 * Hour);
        Assert.Empty(await rig.StartedIdsAsync());
        Assert.Equal((true, "paused"), ((await rig.DescribeAsync()).Schedule.State.Paused, (await rig.DescribeAsync()).Schedule.State.Notes));
        await rig.UnpauseAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await rig.StartedIdsAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["report-2030-01-01T04:00:00Z"], await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task A_trigger_goes_through_a_pause_and_through_limits_and_once_for_one_request()
    {
        await using var rig = new ScheduleRig();
        var schedule = ScheduleRig.Every(Hour, ScheduleOverlapPolicy.AllowAll);
        schedule.State = new ScheduleState { Paused = true, LimitedActions = true };
        await rig.CreateAsync(schedule);
        await rig.TriggerAsync(requestId: "trigger");
        await rig.RestartAsync(TimeSpan.FromSeconds(5));
        await rig.TriggerAsync(requestId: "trigger");
        Assert.Equal(["report-2030-01-01T00:00:00Z"], await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task Limited_actions_run_out()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        var schedule = ScheduleRig.Every(Hour, ScheduleOverlapPolicy.AllowAll);
        schedule.State = new ScheduleState { LimitedActions = true, RemainingActions = 2 };
        await rig.CreateAsync(schedule);
        Assert.Equal(2, (await rig.DescribeAsync()).Info.FutureActionTimes.Count);
        await rig.PassAsync(Hour);
        await rig.PassAsync(5 * Hour);
        Assert.Equal(2, (await rig.StartedIdsAsync()).Length);
        var described = await rig.DescribeAsync();
        Assert.Equal(0, described.Schedule.State.RemainingActions);
        Assert.Empty(described.Info.FutureActionTimes);
    }

    [Fact]
    public async Task A_failure_pauses_when_the_policy_says_so()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        var schedule = ScheduleRig.Every(Hour);
        schedule.Policies.PauseOnFailure = true;
        await rig.CreateAsync(schedule);
        await rig.PassAsync(Hour);
        await rig.FailAsync("report-2030-01-01T01:00:00Z", "no paper");
        var state = (await rig.DescribeAsync()).Schedule.State;
        Assert.True(state.Paused);
        Assert.Contains("no paper", state.Notes, StringComparison.Ordinal);
        await rig.PassAsync(Hour);
        Assert.Single(await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task A_result_and_then_a_failure_are_passed_on()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.PassAsync(Hour);
        var result = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFromUtf8("42") } } };
        await rig.CompleteAsync("report-2030-01-01T01:00:00Z", result);
        await rig.PassAsync(Hour);
        Assert.Equal(result, (await rig.StartedEventAsync("report-2030-01-01T02:00:00Z")).LastCompletionResult);
        await rig.FailAsync("report-2030-01-01T02:00:00Z", "no ink");
        await rig.PassAsync(Hour);
        var third = await rig.StartedEventAsync("report-2030-01-01T03:00:00Z");
        Assert.Equal((result, "no ink"), (third.LastCompletionResult, third.ContinuedFailure.Message));
        await rig.CompleteAsync("report-2030-01-01T03:00:00Z");
        await rig.PassAsync(Hour);
        Assert.Null((await rig.StartedEventAsync("report-2030-01-01T04:00:00Z")).ContinuedFailure);
    }

    [Fact]
    public async Task A_continued_run_is_the_same_action_until_the_last_one_ends()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour, ScheduleOverlapPolicy.BufferOne));
        await rig.PassAsync(Hour);
        await rig.PassAsync(Hour);
        await rig.EndAsync("report-2030-01-01T01:00:00Z", new Command
        {
            CommandType = CommandType.ContinueAsNewWorkflowExecution,
            ContinueAsNewWorkflowExecutionCommandAttributes = new ContinueAsNewWorkflowExecutionCommandAttributes(),
        });
        Assert.DoesNotContain("report-2030-01-01T02:00:00Z", await rig.StartedIdsAsync());
        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        Assert.Contains("report-2030-01-01T02:00:00Z", await rig.StartedIdsAsync());
    }

    [Fact]
    public async Task A_retried_run_is_the_same_action_until_the_last_attempt()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        var schedule = ScheduleRig.Every(Hour);
        schedule.Action.StartWorkflow.RetryPolicy = new RetryPolicy { MaximumAttempts = 2, InitialInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) };
        schedule.Policies.PauseOnFailure = true;
        await rig.CreateAsync(schedule);
        await rig.PassAsync(Hour);
        await rig.FailAsync("report-2030-01-01T01:00:00Z");
        Assert.False((await rig.DescribeAsync()).Schedule.State.Paused);
        Assert.Single((await rig.DescribeAsync()).Info.RunningWorkflows);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(() => rig.LookAsync("report-2030-01-01T01:00:00Z", run => run.HasWaitingWorkflowTask));
        await rig.FailAsync("report-2030-01-01T01:00:00Z");
        Assert.True((await rig.DescribeAsync()).Schedule.State.Paused);
        Assert.Empty((await rig.DescribeAsync()).Info.RunningWorkflows);
    }

    [Fact]
    public async Task A_backfill_covers_both_ends_and_goes_on_after_a_restart()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.PatchAsync(new SchedulePatch
        {
            BackfillRequest =
            {
                new BackfillRequest
                {
                    StartTime = SpecTimes.At("2029-06-01 00:00:00").ToTimestamp(),
                    EndTime = SpecTimes.At("2029-06-01 23:00:00").ToTimestamp(),
                    OverlapPolicy = ScheduleOverlapPolicy.AllowAll,
                },
            },
        });
        await rig.RestartAsync();
        var ids = await rig.StartedIdsAsync();
        Assert.Equal(Enumerable.Range(0, 24).Select(hour => $"report-2029-06-01T{hour:00}:00:00Z"), ids.Order());
    }

    [Fact]
    public async Task A_buffered_backfill_larger_than_the_buffer_loses_nothing()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(TimeSpan.FromMinutes(1)));
        await rig.PauseAsync();
        await rig.PatchAsync(new SchedulePatch
        {
            BackfillRequest =
            {
                new BackfillRequest
                {
                    StartTime = SpecTimes.At("2029-06-01 00:00:00").ToTimestamp(),
                    EndTime = SpecTimes.At("2029-06-01 17:00:00").ToTimestamp(),
                    OverlapPolicy = ScheduleOverlapPolicy.BufferAll,
                },
            },
        });
        await rig.PassAsync(TimeSpan.Zero);
        Assert.Equal(ActionBuffer.Capacity, (await rig.DescribeAsync()).Info.BufferSize);
        for (var i = 0; i < 25; i++)
        {
            await rig.CompleteAsync($"report-2029-06-01T00:{i:00}:00Z");
        }

        var info = (await rig.DescribeAsync()).Info;
        Assert.Equal((26L, 0L, 1021L), (info.ActionCount, info.BufferDropped, info.ActionCount + info.BufferSize));
    }

    [Fact]
    public async Task An_update_with_an_old_token_is_refused_and_with_the_right_one_counts_from_now()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour, ScheduleOverlapPolicy.AllowAll));
        var token = (await rig.DescribeAsync()).ConflictToken;
        await rig.PassAsync(TimeSpan.FromMinutes(30));
        await rig.UpdateAsync(ScheduleRig.Every(TimeSpan.FromMinutes(10), ScheduleOverlapPolicy.AllowAll), request => request.ConflictToken = token);
        var refused = await Assert.ThrowsAsync<GrpcException>(
            () => rig.UpdateAsync(ScheduleRig.Every(Hour), request => request.ConflictToken = token));
        Assert.Equal(GrpcStatusCode.FailedPrecondition, refused.Code);
        Assert.Empty(await rig.StartedIdsAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(["report-2030-01-01T00:40:00Z"], await rig.StartedIdsAsync());
        Assert.NotNull((await rig.DescribeAsync()).Info.UpdateTime);
    }

    [Fact]
    public async Task A_schedule_is_made_once_and_the_same_request_again_is_no_error()
    {
        await using var rig = new ScheduleRig { RestartsAfterEveryStep = true };
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        var refused = await Assert.ThrowsAsync<GrpcException>(
            () => rig.CreateAsync(ScheduleRig.Every(Hour), request => request.RequestId = "another"));
        Assert.Equal(GrpcStatusCode.AlreadyExists, refused.Code);
    }

    [Fact]
    public async Task A_deleted_schedule_starts_nothing_more_and_what_runs_goes_on()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.PassAsync(Hour);
        await rig.DeleteAsync();
        await rig.RestartAsync(5 * Hour);
        Assert.Equal(WorkflowExecutionStatus.Running, Assert.Single(await rig.StartedAsync()).Status);
        await rig.CreateAsync(ScheduleRig.Every(TimeSpan.FromDays(1)), request => request.RequestId = "again");
        await rig.CompleteAsync("report-2030-01-01T01:00:00Z");
        Assert.Equal(0, (await rig.DescribeAsync()).Info.ActionCount);
    }

    [Fact]
    public async Task A_workflow_id_that_is_taken_drops_the_action_and_the_next_one_comes()
    {
        await using var rig = new ScheduleRig();
        await rig.CreateAsync(ScheduleRig.Every(Hour));
        await rig.Loop.ExecuteAsync(tx => Server.Engine.StartWorkflow.Execute(tx, new()
        {
            Namespace = "default", WorkflowId = "report-2030-01-01T01:00:00Z", WorkflowType = new() { Name = "other" }, TaskQueue = new() { Name = "queue" },
        }));
        await rig.PassAsync(Hour);
        Assert.Equal((0L, 1L), ((await rig.DescribeAsync()).Info.ActionCount, (await rig.DescribeAsync()).Info.BufferDropped));
        await rig.PassAsync(Hour);
        Assert.Equal(1, (await rig.DescribeAsync()).Info.ActionCount);
    }

    [Fact]
    public async Task What_could_never_start_is_refused()
    {
        await using var rig = new ScheduleRig();
        Action<Schedule>[] faults =
        [
            schedule => schedule.Action = null,
            schedule => schedule.Action.StartWorkflow.WorkflowId = "",
            schedule => schedule.Action.StartWorkflow.TaskQueue = null,
            schedule => schedule.Action.StartWorkflow.CronSchedule = "* * * * *",
            schedule => schedule.Action.StartWorkflow.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            schedule => schedule.Action.StartWorkflow.SearchAttributes = new() { IndexedFields = { ["Unheard"] = new Payload() } },
            schedule => schedule.Policies.OverlapPolicy = (ScheduleOverlapPolicy)99,
            schedule => schedule.Spec.CronString.Add("nonsense"),
            schedule => schedule.State = new ScheduleState { RemainingActions = -1 },
        ];
        foreach (var fault in faults)
        {
            var schedule = ScheduleRig.Every(Hour);
            fault(schedule);
            var refused = await Assert.ThrowsAsync<GrpcException>(() => rig.CreateAsync(schedule));
            Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        }
    }
}
