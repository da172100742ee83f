using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Runs;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

public class ChildAndExternalTests
{
    [Fact]
    public async Task A_child_is_started_awaited_and_its_result_read()
    {
        var script = Started(Initiated(HistoryScript.Of().DoneTask()), 5).DoneTask();
        script.Add(EventType.ChildWorkflowExecutionCompleted, e => e.ChildWorkflowExecutionCompletedEventAttributes =
            new() { InitiatedEventId = 5, Result = HistoryScript.PayloadsOf("done") }).OpenTask();
        Assert.Equal("done", ScriptedRun.Result(await new ScriptedRun(Parent()).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_taken_child_id_fails_the_start()
    {
        var script = Initiated(HistoryScript.Of().DoneTask());
        script.Add(EventType.StartChildWorkflowExecutionFailed, e => e.StartChildWorkflowExecutionFailedEventAttributes =
            new() { InitiatedEventId = 5, Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists }).OpenTask();
        var failure = await FailureAsync(script, ChildWorkflowCancellationType.Abandon);
        Assert.Equal("child", Assert.IsType<WorkflowAlreadyStartedException>(failure).WorkflowId);
    }

    [Fact]
    public async Task Another_child_id_or_type_is_nondeterminism()
    {
        foreach (var (id, type) in new[] { ("other", "Child"), ("child", "Other") })
        {
            var failed = Assert.IsType<TaskOutcome.Failed>(
                await ScriptedRun.RunAsync(Initiated(HistoryScript.Of().DoneTask(), id, type).OpenTask(), Parent()));
            Assert.IsType<WorkflowNondeterminismException>(failed.Exception);
        }
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon, false, true)]
    [InlineData(ChildWorkflowCancellationType.TryCancel, true, true)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested, true, false)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted, true, false)]
    public async Task A_started_child_is_cancelled_as_its_type_says(ChildWorkflowCancellationType type, bool sends, bool ends)
    {
        var script = Started(Initiated(HistoryScript.Of().DoneTask()), 5).DoneTask().CancelRequested().OpenTask();
        var commands = await new ScriptedRun(Parent(type)).CommandsAsync(script);
        Assert.Equal(sends, commands.Any(command => command.CommandType == CommandType.RequestCancelExternalWorkflowExecution));
        Assert.Equal(ends, commands.Any(command => command.CommandType == CommandType.CancelWorkflowExecution));
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon)]
    [InlineData(ChildWorkflowCancellationType.TryCancel)]
    public async Task A_cancellation_between_initiated_and_started_cancels_the_start(ChildWorkflowCancellationType type)
    {
        var script = Initiated(HistoryScript.Of().DoneTask()).CancelRequested().OpenTask();
        var failure = Assert.IsType<ChildWorkflowFailureException>(await FailureAsync(script, type));
        Assert.IsType<CanceledFailureException>(failure.InnerException);
    }

    [Theory]
    [InlineData(ChildWorkflowCancellationType.Abandon)]
    [InlineData(ChildWorkflowCancellationType.TryCancel)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationRequested)]
    [InlineData(ChildWorkflowCancellationType.WaitCancellationCompleted)]
    public async Task A_child_cancelled_before_it_was_sent_is_never_sent(ChildWorkflowCancellationType type)
    {
        var commands = await new ScriptedRun(async _ =>
        {
            using var source = new CancellationTokenSource();
            var child = Workflow.StartChildWorkflowAsync("Child", [], new() { Id = "child", CancellationType = type, CancellationToken = source.Token });
            source.Cancel();
            await Assert.ThrowsAsync<ChildWorkflowFailureException>(() => child);
            return "never";
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
    }

    [Fact]
    public async Task An_external_signal_is_awaited_until_it_is_known_to_have_arrived()
    {
        static async Task<object?> Body(Scripted wf)
        {
            await Workflow.GetExternalWorkflowHandle("other").SignalAsync("Poke", ["x"]);
            return "sent";
        }

        var script = HistoryScript.Of().OpenTask();
        Assert.Equal([CommandType.SignalExternalWorkflowExecution], ScriptedRun.Types(await new ScriptedRun(Body).CommandsAsync(script)));
        script.TaskCompleted().Add(EventType.SignalExternalWorkflowExecutionInitiated)
            .Add(EventType.ExternalWorkflowExecutionSignaled, e => e.ExternalWorkflowExecutionSignaledEventAttributes = new() { InitiatedEventId = 5 })
            .OpenTask();
        Assert.Equal("sent", ScriptedRun.Result(await new ScriptedRun(Body).CommandsAsync(script)));
    }

    [Fact]
    public async Task A_signal_or_cancellation_to_nobody_fails_with_its_cause()
    {
        var script = HistoryScript.Of().DoneTask().Add(EventType.RequestCancelExternalWorkflowExecutionInitiated)
            .Add(EventType.SignalExternalWorkflowExecutionInitiated)
            .Add(EventType.RequestCancelExternalWorkflowExecutionFailed, e => e.RequestCancelExternalWorkflowExecutionFailedEventAttributes =
                new() { InitiatedEventId = 5, Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound })
            .Add(EventType.SignalExternalWorkflowExecutionFailed, e => e.SignalExternalWorkflowExecutionFailedEventAttributes =
                new() { InitiatedEventId = 6, Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound })
            .OpenTask();
        var commands = await new ScriptedRun(async _ =>
        {
            var other = Workflow.GetExternalWorkflowHandle("other");
            var cancel = other.CancelAsync();
            var signal = other.SignalAsync("Poke", []);
            var first = await Assert.ThrowsAsync<ApplicationFailureException>(() => cancel);
            var second = await Assert.ThrowsAsync<ApplicationFailureException>(() => signal);
            return $"{first.ErrorType} {second.ErrorType}";
        }).CommandsAsync(script);
        Assert.Equal("ExternalWorkflowExecutionNotFound ExternalWorkflowExecutionNotFound", ScriptedRun.Result(commands));
    }

    [Fact]
    public async Task A_signal_cancelled_before_it_was_sent_is_never_sent()
    {
        var commands = await new ScriptedRun(async _ =>
        {
            using var source = new CancellationTokenSource();
            var signal = Workflow.GetExternalWorkflowHandle("other").SignalAsync("Poke", [], new() { CancellationToken = source.Token });
            source.Cancel();
            await Assert.ThrowsAsync<CanceledFailureException>(() => signal);
            return "never";
        }).CommandsAsync(HistoryScript.Of().OpenTask());
        Assert.Equal([CommandType.CompleteWorkflowExecution], ScriptedRun.Types(commands));
    }

    private static async Task<Exception> FailureAsync(HistoryScript script, ChildWorkflowCancellationType type)
    {
        Exception? failure = null;
        await ScriptedRun.RunAsync(script, async _ =>
        {
            failure = await Record.ExceptionAsync(() => Workflow.StartChildWorkflowAsync("Child", [], new() { Id = "child", CancellationType = type }));
            return null;
        });
        return Assert.IsType<Exception>(failure, exactMatch: false);
    }

    private static Func<Scripted, Task<object?>> Parent(
        ChildWorkflowCancellationType type = ChildWorkflowCancellationType.WaitCancellationCompleted) => async _ =>
        await Workflow.ExecuteChildWorkflowAsync<string>("Child", [], new() { Id = "child", CancellationType = type });

    private static HistoryScript Initiated(HistoryScript script, string id = "child", string type = "Child") => script.Add(
        EventType.StartChildWorkflowExecutionInitiated,
        e => e.StartChildWorkflowExecutionInitiatedEventAttributes = new() { WorkflowId = id, WorkflowType = new() { Name = type } });

    private static HistoryScript Started(HistoryScript script, long initiated) => script.Add(
        EventType.ChildWorkflowExecutionStarted,
        e => e.ChildWorkflowExecutionStartedEventAttributes = new() { InitiatedEventId = initiated, WorkflowExecution = new() { WorkflowId = "child", RunId = "run" } });
}
