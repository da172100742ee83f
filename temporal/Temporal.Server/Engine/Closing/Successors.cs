using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Engine;

/// <summary>The run that takes over when one closes; inserted in the same transaction, so the workflow id is never without a current run.</summary>
internal static class Successors
{
    public static RetryDecision DecideRetry(Transaction tx, Run run, Failure? failure) => RetryDecision.For(
        run.State.RetryPolicy,
        run.State.Attempt,
        failure,
        tx.Now,
        run.State.ExecutionExpirationTime?.At() ?? DateTimeOffset.MaxValue,
        isCancelRequested: false);

    public static void Retry(Transaction tx, Run run, string newRunId, TimeSpan backoff, Failure failure)
    {
        var state = run.State;
        var started = tx.ReadEvents(run, 1, 1)[0].WorkflowExecutionStartedEventAttributes;
        Insert(tx, Inherit(run, newRunId, ContinueAsNewInitiator.Retry, state.Attempt + 1) with
        {
            WorkflowType = state.WorkflowType,
            TaskQueue = state.TaskQueue,
            Input = started.Input,
            RunTimeout = state.WorkflowRunTimeout,
            TaskTimeout = state.WorkflowTaskTimeout,
            RetryPolicy = state.RetryPolicy,
            Memo = state.Memo,
            SearchAttributes = state.SearchAttributes?.Clone(),
            Header = started.Header,
            Identity = started.Identity,
            Backoff = backoff,
            ContinuedFailure = failure,
            LastCompletionResult = started.LastCompletionResult,
        });
    }

    public static void ContinueAsNew(
        Transaction tx,
        Run run,
        string newRunId,
        ContinueAsNewWorkflowExecutionCommandAttributes command,
        SearchAttributes? searchAttributes,
        string identity)
    {
        var state = run.State;
        Insert(tx, Inherit(run, newRunId, ContinueAsNewInitiator.Workflow, attempt: 1) with
        {
            WorkflowType = command.WorkflowType is { Name.Length: > 0 } type ? type.Name : state.WorkflowType,
            TaskQueue = command.TaskQueue is { Name.Length: > 0 } queue ? queue.Name : state.TaskQueue,
            Input = command.Input,
            RunTimeout = command.WorkflowRunTimeout.IsPositive() ? command.WorkflowRunTimeout : state.WorkflowRunTimeout,
            TaskTimeout = command.WorkflowTaskTimeout.IsPositive() ? command.WorkflowTaskTimeout : state.WorkflowTaskTimeout,
            RetryPolicy = command.RetryPolicy ?? state.RetryPolicy,
            Memo = command.Memo?.Clone(),
            SearchAttributes = searchAttributes,
            Header = command.Header,
            Identity = identity,
            Backoff = BackoffOf(tx, run, command),
            ContinuedFailure = command.Failure,
            LastCompletionResult = command.LastCompletionResult,
        });
    }

    /// <summary>A workflow that continues as new without doing anything must not spin.</summary>
    public static TimeSpan BackoffOf(Transaction tx, Run run, ContinueAsNewWorkflowExecutionCommandAttributes command)
    {
        var asked = command.BackoffStartInterval.Span();
        var lifetime = tx.Now - run.State.StartTime.At();
        var missing = tx.Options.ContinueAsNewInterval - lifetime;
        var needed = missing > TimeSpan.Zero ? missing : TimeSpan.Zero;
        return asked > needed ? asked : needed;
    }

    private static RunSeed Inherit(Run run, string newRunId, ContinueAsNewInitiator initiator, int attempt)
    {
        var state = run.State;
        return new RunSeed
        {
            Namespace = state.Namespace,
            WorkflowId = state.WorkflowId,
            WorkflowType = state.WorkflowType,
            TaskQueue = state.TaskQueue,
            ExecutionTimeout = state.WorkflowExecutionTimeout,
            UserMetadata = state.UserMetadata,
            Priority = state.Priority,
            ScheduleId = state.ScheduleId,
            Parent = state.Parent,
            Root = state.Parent is null ? null : state.RootExecution,
            Continuation = new RunContinuation
            {
                RunId = newRunId,
                PreviousRunId = state.RunId,
                FirstRunId = state.FirstExecutionRunId,
                Initiator = initiator,
                Attempt = attempt,
                ExecutionExpiration = state.ExecutionExpirationTime,
            },
        };
    }

    private static void Insert(Transaction tx, RunSeed seed)
    {
        var successor = RunCreation.Create(tx, seed);
        WorkflowTasks.Want(tx, successor);
        HistoryLog.Save(tx, successor);
    }
}
