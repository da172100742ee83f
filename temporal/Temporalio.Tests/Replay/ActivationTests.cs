using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

public class ActivationTests
{
    private static readonly ActivityOptions Soon = new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task A_signal_that_came_with_the_start_begins_before_the_run_method()
    {
        var commands = await new ScriptedRun(wf => Task.FromResult<object?>(wf.Notes() + " main"))
            .CommandsAsync(HistoryScript.Of().Signaled("Note", "early").OpenTask());
        Assert.Equal("early main", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task Signals_come_before_timers_and_activities_of_the_same_task_whatever_their_order_in_history()
    {
        static async Task<object?> Body(Scripted wf)
        {
            async Task NoteAsync(Task task, string text)
            {
                await task;
                wf.Log.Add(text);
            }

            var timer = NoteAsync(Workflow.DelayAsync(1000), "timer");
            var activity = NoteAsync(Workflow.ExecuteActivityAsync("Work", [], Soon), "activity");
            await Workflow.WhenAllAsync(timer, activity);
            return wf.Notes();
        }

        var script = HistoryScript.Of().DoneTask().TimerStarted().ActivityScheduled()
            .ActivityCompleted(6, "x").TimerFired(5).Signaled("Note", "signal").OpenTask();
        Assert.Equal("signal activity timer", ScriptedRun.Result(await new ScriptedRun(Body).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_signal_nobody_handles_waits_for_its_handler()
    {
        var commands = await new ScriptedRun(async wf =>
        {
            await Workflow.DelayAsync(1000);
            Workflow.Signals["Late"] = WorkflowSignalDefinition.CreateWithoutAttribute("Late", (string text) =>
            {
                wf.Log.Add(text);
                return Task.CompletedTask;
            });
            await Workflow.WaitConditionAsync(() => wf.Log.Count == 2);
            return wf.Notes();
        }).CommandsAsync(HistoryScript.Of().Signaled("Late", "a").Signaled("Late", "b").DoneTask().TimerStarted().TimerFired(7).OpenTask());
        Assert.Equal("a b", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task A_signal_that_cannot_be_decoded_is_dropped()
    {
        var commands = await new ScriptedRun(wf => Task.FromResult<object?>(wf.Notes()))
            .CommandsAsync(HistoryScript.Of().Signaled("Note").Signaled("Note", "good").OpenTask());
        Assert.Equal("good", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task Only_the_first_true_condition_is_resolved_at_a_time()
    {
        var commands = await new ScriptedRun(async wf =>
        {
            var free = true;
            async Task TakeAsync(string name)
            {
                await Workflow.WaitConditionAsync(() => free);
                free = false;
                wf.Log.Add(name);
                await Workflow.DelayAsync(1000);
            }

            await Workflow.WhenAnyAsync(TakeAsync("first"), TakeAsync("second"));
            return wf.Notes();
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.StartTimer], ScriptedRun.Types(commands));
    }

    [Fact]
    public async Task A_condition_that_wins_over_its_time_out_cancels_the_timer()
    {
        var commands = await new ScriptedRun(async wf =>
        {
            var won = await Workflow.WaitConditionAsync(() => wf.Log.Count > 0, TimeSpan.FromSeconds(5));
            return won.ToString();
        }).CommandsAsync(HistoryScript.Of().DoneTask().TimerStarted().Signaled("Note", "x").OpenTask());
        Assert.Equal([CommandType.CancelTimer, CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
        Assert.Equal("True", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task A_condition_that_times_out_is_false()
    {
        var commands = await new ScriptedRun(async wf => (await Workflow.WaitConditionAsync(() => false, TimeSpan.FromSeconds(5))).ToString())
            .CommandsAsync(HistoryScript.Of().DoneTask().TimerStarted().TimerFired(5).OpenTask());
        Assert.Equal("False", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task Queries_see_the_state_after_the_whole_task_and_may_not_change_it()
    {
        var script = HistoryScript.Of().DoneTask().TimerStarted().Signaled("Note", "x").OpenTask();
        var run = new ScriptedRun(async _ =>
        {
            await Workflow.DelayAsync(1000);
            return null;
        });
        var completed = Assert.IsType<TaskOutcome.Completed>(await run.HandleAsync(script, queries: new()
        {
            ["1"] = new() { QueryType = "Notes" },
            ["2"] = new() { QueryType = "Delayed" },
            ["3"] = new() { QueryType = "Unknown" },
        }));
        Assert.Equal("\"x\"", completed.QueryResults["1"].Answer.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(QueryResultType.Failed, completed.QueryResults["2"].ResultType);
        Assert.Contains("Unknown", completed.QueryResults["3"].ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(completed.Commands);
    }

    [Fact]
    public async Task A_legacy_query_on_a_closed_run_is_answered_by_replay()
    {
        var script = HistoryScript.Of().Signaled("Note", "x").DoneTask().Completed();
        var outcome = await new ScriptedRun(_ => Task.FromResult<object?>(null)).HandleAsync(script, legacyQuery: new WorkflowQuery { QueryType = "Notes" });
        var completed = Assert.IsType<TaskOutcome.Completed>(outcome);
        Assert.Equal("\"x\"", completed.LegacyQueryResult?.Answer.Payloads_[0].Data.ToStringUtf8());
        Assert.Empty(completed.Commands);
        Assert.True(completed.Ends);
    }

    [Fact]
    public async Task Work_outside_the_scheduler_fails_the_task()
    {
        using var listening = Temporalio.Worker.Instances.IllegalCallListener.Listen();
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(HistoryScript.Of().OpenTask(), async _ =>
        {
            await Task.Run(() => { });
            return null;
        }));
        Assert.IsType<InvalidWorkflowSchedulerException>(failed.Exception);

        var timer = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(HistoryScript.Of().OpenTask(), async _ =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
            return null;
        }));
        Assert.IsType<InvalidWorkflowSchedulerException>(timer.Exception);
    }

    [Fact]
    public async Task Work_on_the_workflows_own_scheduler_is_legal()
    {
        using var listening = Temporalio.Worker.Instances.IllegalCallListener.Listen();
        var commands = await new ScriptedRun(async wf =>
        {
            var both = await Workflow.WhenAllAsync(Workflow.RunTaskAsync(() => Task.FromResult("a")), Task.Factory.StartNew(() => "b"));
            var any = await Workflow.WhenAnyAsync(Task.FromResult("c"), Workflow.RunTaskAsync(() => Task.FromResult("d")));
            await Task.Yield();
            return string.Join(' ', [.. both, await any]);
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal("a b c", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task A_busy_workflow_is_called_deadlocked()
    {
        using var free = new ManualResetEventSlim();
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(HistoryScript.Of().OpenTask(), _ =>
        {
            free.Wait();
            return Task.FromResult<object?>(null);
        }, deadlockLimit: TimeSpan.FromMilliseconds(100)));
        free.Set();
        Assert.Contains("[TMPRL1101]", failed.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, CommandType.FailWorkflowExecution)]
    [InlineData(true, CommandType.CancelWorkflowExecution)]
    public async Task A_cancelled_wait_ends_the_run_as_cancelled_only_when_its_cancellation_was_asked(bool asked, CommandType end)
    {
        var script = HistoryScript.Of();
        var commands = await new ScriptedRun(async _ =>
        {
            await Workflow.DelayAsync(1000, asked ? null : new CancellationToken(canceled: true));
            return null;
        }).CommandsAsync((asked ? script.CancelRequested() : script).OpenTask());
        Assert.Equal(end, commands[^1].CommandType);
    }

    [Fact]
    public async Task An_unexpected_exception_fails_the_task_and_a_failure_or_listed_one_the_run()
    {
        static Task<object?> Throw(Exception e) => throw e;
        var script = HistoryScript.Of().OpenTask();
        var failed = Assert.IsType<TaskOutcome.Failed>(await ScriptedRun.RunAsync(script, _ => Throw(new NotSupportedException("bug"))));
        Assert.Equal(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        var failure = await new ScriptedRun(_ => Throw(new ApplicationFailureException("no", "Refused"))).CommandsAsync(script);
        Assert.Equal("Refused", failure[0].FailWorkflowExecutionCommandAttributes.Failure.ApplicationFailureInfo.Type);
        var listed = await new ScriptedRun(_ => Throw(new NotSupportedException("bug")), typeof(NotSupportedException)).CommandsAsync(script);
        Assert.Equal(CommandType.FailWorkflowExecution, listed[0].CommandType);
    }

    [Fact]
    public async Task Nondeterminism_listed_as_failure_type_fails_the_run()
    {
        var script = HistoryScript.Of().DoneTask().ActivityScheduled().OpenTask();
        var commands = await new ScriptedRun(
            async _ =>
            {
                await Workflow.DelayAsync(1);
                return null;
            },
            typeof(WorkflowNondeterminismException)).CommandsAsync(script);
        Assert.Equal([CommandType.FailWorkflowExecution], ScriptedRun.Types(commands));
    }

    [Fact]
    public async Task A_long_history_replays_whatever_the_page_borders()
    {
        var script = HistoryScript.Of().DoneTask();
        for (var i = 1; i <= 60; i++)
        {
            script.TimerStarted($"{i}").TimerFired(script.LastId, $"{i}").DoneTask();
        }

        script.TimerStarted("61").TimerFired(script.LastId, "61").OpenTask();
        Assert.True(script.LastId > 256);
        for (var pageSize = 3; pageSize < 9; pageSize++)
        {
            var fired = 0;
            var outcome = await new ScriptedRun(async _ =>
            {
                for (; fired < 61; fired++)
                {
                    await Workflow.DelayAsync(1000);
                }

                return fired.ToString();
            }).HandleAsync(script, pageSize);
            Assert.Equal("61", ScriptedRun.Result(ScriptedRun.Commands(outcome)));
        }
    }

    [Fact]
    public async Task A_cached_run_goes_on_where_it_stood()
    {
        var calls = 0;
        var run = new ScriptedRun(async wf =>
        {
            calls++;
            await Workflow.DelayAsync(1000);
            return $"{calls}";
        });
        var script = HistoryScript.Of().OpenTask();
        Assert.Equal([CommandType.StartTimer], ScriptedRun.Types(await run.CommandsAsync(script)));
        script.TaskCompleted().TimerStarted().TimerFired(5).OpenTask();
        Assert.Equal("1", ScriptedRun.Result(await run.CommandsAsync(script)));
    }

    [Fact]
    public async Task Continue_as_new_is_suggested_by_the_started_task_alone()
    {
        var seen = new List<bool>();
        await ScriptedRun.RunAsync(HistoryScript.Of().DoneTask().TimerStarted().TimerFired(5).TaskScheduled().TaskStarted(suggestContinueAsNew: true), async _ =>
        {
            seen.Add(Workflow.ContinueAsNewSuggested);
            await Workflow.DelayAsync(1000);
            seen.Add(Workflow.ContinueAsNewSuggested);
            Assert.Equal(800, Workflow.CurrentHistorySize);
            Assert.Equal(8, Workflow.CurrentHistoryLength);
            return null;
        });
        Assert.Equal([false, true], seen);
    }
}
