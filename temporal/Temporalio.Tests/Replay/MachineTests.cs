using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

public class MachineTests
{
    private static readonly ActivityOptions Soon = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task A_new_run_sends_its_commands_in_the_order_of_the_calls()
    {
        var commands = await new ScriptedRun(async wf =>
        {
            _ = Workflow.ExecuteActivityAsync("Work", [], Soon);
            _ = Workflow.DelayAsync(1000);
            await Workflow.ExecuteActivityAsync("Other", [], Soon);
            return null;
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.ScheduleActivityTask, CommandType.StartTimer, CommandType.ScheduleActivityTask], ScriptedRun.Types(commands));
        Assert.Equal(["1", "2"], commands.Where(c => c.ScheduleActivityTaskCommandAttributes is not null)
            .Select(c => c.ScheduleActivityTaskCommandAttributes.ActivityId));
    }

    [Fact]
    public async Task A_replayed_timer_and_activity_end_the_run()
    {
        var script = HistoryScript.Of().DoneTask().TimerStarted().TimerFired(5).DoneTask().ActivityScheduled();
        script.ActivityStarted(script.LastId).ActivityCompleted(script.LastId - 1, "done").OpenTask();
        var commands = await new ScriptedRun(TimerThenActivity).CommandsAsync(script);
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
        Assert.Equal("done", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task Time_stands_at_the_start_of_the_current_task()
    {
        var times = new List<DateTime>();
        var script = HistoryScript.Of().OpenTask().TaskFailed().DoneTask().TimerStarted().TimerFired(8).OpenTask();
        await ScriptedRun.RunAsync(script, async _ =>
        {
            times.Add(Workflow.UtcNow);
            await Workflow.DelayAsync(1000);
            times.Add(Workflow.UtcNow);
            return null;
        });
        Assert.Equal([HistoryScript.Start.AddSeconds(5), HistoryScript.Start.AddSeconds(10)], times);
    }

    [Fact]
    public async Task Another_kind_of_command_than_history_has_is_nondeterminism() =>
        await AssertNondeterminismAsync(HistoryScript.Of().DoneTask().ActivityScheduled().OpenTask(), TimerThenActivity);

    [Fact]
    public async Task A_command_history_knows_and_the_code_does_not_is_nondeterminism() =>
        await AssertNondeterminismAsync(HistoryScript.Of().DoneTask().TimerStarted().TimerStarted("2").OpenTask(), TimerThenActivity);

    [Fact]
    public async Task Another_activity_type_is_nondeterminism() =>
        await AssertNondeterminismAsync(
            HistoryScript.Of().DoneTask().ActivityScheduled("Else").OpenTask(),
            async _ => await Workflow.ExecuteActivityAsync<string>("Work", [], Soon));

    [Fact]
    public async Task Histories_without_the_flag_are_not_compared_by_activity_type()
    {
        var script = HistoryScript.Of().TaskScheduled().TaskStarted().TaskCompleted(9).ActivityScheduled("Else")
            .Signaled("Note", "x").TaskScheduled().TaskStarted().TaskCompleted(9);
        var outcome = await ScriptedRun.RunAsync(script, async _ => await Workflow.ExecuteActivityAsync<string>("Work", [], Soon));
        Assert.IsType<TaskOutcome.Completed>(outcome);
    }

    [Fact]
    public async Task An_event_that_goes_on_with_nothing_is_nondeterminism() =>
        await AssertNondeterminismAsync(HistoryScript.Of().DoneTask().TimerStarted().TimerFired(99).OpenTask(), TimerThenActivity);

    [Fact]
    public async Task A_timer_cancelled_in_the_task_that_started_it_leaves_no_trace()
    {
        var commands = await new ScriptedRun(async _ =>
        {
            using var source = new CancellationTokenSource();
            var timer = Workflow.DelayAsync(1000, source.Token);
            source.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return "cancelled";
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
    }

    [Fact]
    public async Task A_timer_cancelled_later_replays_with_its_cancellation()
    {
        static async Task<object?> Body(Scripted wf)
        {
            using var source = new CancellationTokenSource();
            var timer = Workflow.DelayAsync(1000, source.Token);
            await Workflow.WaitConditionAsync(() => wf.Log.Count == 1);
            source.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            await Workflow.WaitConditionAsync(() => wf.Log.Count == 2);
            return "over";
        }

        var script = HistoryScript.Of().DoneTask().TimerStarted().Signaled("Note", "a").OpenTask();
        Assert.Equal([CommandType.CancelTimer], ScriptedRun.Types(await new ScriptedRun(Body).CommandsAsync(script)));
        script.TaskCompleted().TimerCanceled(5).Signaled("Note", "b").OpenTask();
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(await new ScriptedRun(Body).CommandsAsync(script)));
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    [InlineData(ActivityCancellationType.Abandon)]
    public async Task An_activity_cancelled_before_it_was_sent_is_never_sent(ActivityCancellationType type)
    {
        var commands = await new ScriptedRun(async _ =>
        {
            using var source = new CancellationTokenSource();
            var activity = Workflow.ExecuteActivityAsync("Work", [], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(1),
                CancellationToken = source.Token,
                CancellationType = type,
            });
            source.Cancel();
            var failure = await Assert.ThrowsAsync<ActivityFailureException>(() => activity);
            Assert.IsType<CanceledFailureException>(failure.InnerException);
            return "cancelled";
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
    }

    [Theory]
    [InlineData(ActivityCancellationType.TryCancel, new[] { CommandType.RequestCancelActivityTask, CommandType.CompleteWorkflowExecution })]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted, new[] { CommandType.RequestCancelActivityTask })]
    [InlineData(ActivityCancellationType.Abandon, new[] { CommandType.CompleteWorkflowExecution })]
    public async Task A_scheduled_activity_is_cancelled_as_its_type_says(ActivityCancellationType type, CommandType[] expected)
    {
        var script = HistoryScript.Of().DoneTask().ActivityScheduled().CancelRequested().OpenTask();
        var commands = await new ScriptedRun(async _ =>
        {
            await Assert.ThrowsAsync<ActivityFailureException>(() => Workflow.ExecuteActivityAsync("Work", [], new()
            {
                StartToCloseTimeout = TimeSpan.FromSeconds(1),
                CancellationType = type,
            }));
            return "cancelled";
        }).CommandsAsync(script);
        Assert.Equal(expected, ScriptedRun.Types(commands));
    }

    [Fact]
    public async Task After_try_cancel_the_real_end_of_the_activity_is_not_heard()
    {
        static async Task<object?> Body(Scripted wf)
        {
            await Assert.ThrowsAsync<ActivityFailureException>(() => Workflow.ExecuteActivityAsync("Work", [], Soon));
            await Workflow.WaitConditionAsync(() => wf.Log.Count == 1, CancellationToken.None);
            return "over";
        }

        var script = HistoryScript.Of().DoneTask().ActivityScheduled().CancelRequested().DoneTask();
        script.Add(EventType.ActivityTaskCancelRequested, e => e.ActivityTaskCancelRequestedEventAttributes = new() { ScheduledEventId = 5 })
            .ActivityCompleted(5, "late").Signaled("Note", "x").OpenTask();
        Assert.Equal("over", ScriptedRun.Result(await new ScriptedRun(Body).CommandsAsync(script)));
    }

    [Fact]
    public async Task The_first_of_two_ends_counts_and_goes_last()
    {
        var script = HistoryScript.Of().Signaled("Note", "x").OpenTask();
        var run = new ScriptedRun(wf =>
        {
            _ = Workflow.DelayAsync(1000);
            return Task.FromResult<object?>("main");
        });
        var commands = await run.CommandsAsync(script);
        Assert.Equal([CommandType.StartTimer, CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));

        var failing = await new ScriptedRun(async wf =>
        {
            wf.OnSignal = (_, _) =>
            {
                _ = Workflow.DelayAsync(1);
                throw new ApplicationFailureException("signal");
            };
            await Workflow.WaitConditionAsync(() => wf.Log.Count == 1);
            return "main";
        }).CommandsAsync(HistoryScript.Of().DoneTask().Signaled("Note", "x").OpenTask());
        Assert.Equal([CommandType.StartTimer, CommandType.FailWorkflowExecution], ScriptedRun.Types(failing));
    }

    private static async Task<object?> TimerThenActivity(Scripted wf)
    {
        await Workflow.DelayAsync(1000);
        return await Workflow.ExecuteActivityAsync<string>("Work", [], Soon);
    }

    private static async Task AssertNondeterminismAsync(HistoryScript script, Func<Scripted, Task<object?>> body)
    {
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(script, body));
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        Assert.Contains("[TMPRL1100]", failed.Exception.Message, StringComparison.Ordinal);
    }
}
