using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Engine;

internal static class RunCreation
{
    /// <summary>Adds a run with its started event; the caller writes what follows, wants the first workflow task and saves.</summary>
    public static Run Create(Transaction tx, RunSeed seed)
    {
        var state = StateOf(tx, seed);
        var run = new Run(state);
        tx.Insert(run);
        HistoryLog.Write(tx, run, StartedEvent(seed, state));
        return run;
    }

    private static RunState StateOf(Transaction tx, RunSeed seed)
    {
        var runId = seed.Continuation?.RunId ?? tx.Options.NewId();
        var executionTime = tx.Now.Plus(seed.Backoff);
        var executionTimeout = seed.ExecutionTimeout.Span();
        var runTimeout = TimeMath.Limited(seed.RunTimeout.Span(), executionTimeout);
        var ownExpiration = executionTimeout > TimeSpan.Zero ? executionTime.Plus(executionTimeout).ToTimestamp() : null;
        var executionExpiration = seed.Continuation is { } continuation ? continuation.ExecutionExpiration : ownExpiration;

        var state = new RunState
        {
            Namespace = seed.Namespace,
            WorkflowId = seed.WorkflowId,
            RunId = runId,
            FirstExecutionRunId = seed.Continuation?.FirstRunId ?? runId,
            OriginalExecutionRunId = runId,
            WorkflowType = seed.WorkflowType,
            TaskQueue = seed.TaskQueue,
            Status = WorkflowExecutionStatus.Running,
            StartTime = tx.Now.ToTimestamp(),
            ExecutionTime = executionTime.ToTimestamp(),
            WorkflowExecutionTimeout = seed.ExecutionTimeout.IsPositive() ? seed.ExecutionTimeout : null,
            WorkflowRunTimeout = runTimeout > TimeSpan.Zero ? runTimeout.ToDuration() : null,
            WorkflowTaskTimeout = TaskTimeout(tx.Options, seed, runTimeout).ToDuration(),
            ExecutionExpirationTime = executionExpiration,
            RunExpirationTime = RunExpiration(executionTime, runTimeout, executionExpiration),
            RetryPolicy = RetryPolicies.WithDefaults(seed.RetryPolicy),
            Attempt = seed.Continuation?.Attempt ?? 1,
            Parent = seed.Parent,
            RootExecution = seed.Root ?? new WorkflowExecution { WorkflowId = seed.WorkflowId, RunId = runId },
            Memo = seed.Memo,
            SearchAttributes = seed.SearchAttributes,
            UserMetadata = seed.UserMetadata,
            Priority = seed.Priority,
            ScheduleId = seed.ScheduleId,
            NextEventId = 1,
            WorkflowTaskAttempt = 1,
            FirstWorkflowTaskTime = seed.Backoff > TimeSpan.Zero ? executionTime.ToTimestamp() : null,
        };
        if (seed.RequestId.Length > 0)
        {
            state.StartRequestIds[seed.RequestId] = StartRequestKind.Started;
        }

        return state;
    }

    private static TimeSpan TaskTimeout(EngineOptions options, RunSeed seed, TimeSpan runTimeout)
    {
        var wanted = seed.TaskTimeout.IsPositive() ? seed.TaskTimeout.Span() : options.DefaultWorkflowTaskTimeout;
        return TimeMath.Limited(TimeMath.Smaller(wanted, options.MaximumWorkflowTaskTimeout), runTimeout);
    }

    private static Timestamp? RunExpiration(DateTimeOffset executionTime, TimeSpan runTimeout, Timestamp? executionExpiration)
    {
        var ofRun = runTimeout > TimeSpan.Zero ? executionTime.Plus(runTimeout) : DateTimeOffset.MaxValue;
        var ofExecution = executionExpiration?.At() ?? DateTimeOffset.MaxValue;
        var earlier = ofRun < ofExecution ? ofRun : ofExecution;
        return earlier == DateTimeOffset.MaxValue ? null : earlier.ToTimestamp();
    }

    private static HistoryEvent StartedEvent(RunSeed seed, RunState state)
    {
        var attributes = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = new WorkflowType { Name = state.WorkflowType },
            WorkflowId = state.WorkflowId,
            TaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
            Input = seed.Input,
            WorkflowExecutionTimeout = state.WorkflowExecutionTimeout?.Clone(),
            WorkflowRunTimeout = state.WorkflowRunTimeout?.Clone(),
            WorkflowTaskTimeout = state.WorkflowTaskTimeout.Clone(),
            WorkflowExecutionExpirationTime = state.ExecutionExpirationTime?.Clone(),
            OriginalExecutionRunId = state.OriginalExecutionRunId,
            FirstExecutionRunId = state.FirstExecutionRunId,
            ContinuedExecutionRunId = seed.Continuation?.PreviousRunId ?? "",
            Initiator = seed.Continuation?.Initiator ?? ContinueAsNewInitiator.Unspecified,
            ContinuedFailure = seed.ContinuedFailure,
            LastCompletionResult = seed.LastCompletionResult,
            Identity = seed.Identity,
            RetryPolicy = state.RetryPolicy?.Clone(),
            Attempt = state.Attempt,
            FirstWorkflowTaskBackoff = seed.Backoff > TimeSpan.Zero ? seed.Backoff.ToDuration() : null,
            Memo = seed.Memo?.Clone(),
            SearchAttributes = seed.SearchAttributes?.Clone(),
            Header = seed.Header,
            Priority = seed.Priority?.Clone(),
        };
        if (seed.Parent is { } parent)
        {
            attributes.ParentWorkflowNamespace = parent.Namespace;
            attributes.ParentWorkflowExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId };
            attributes.ParentInitiatedEventId = parent.InitiatedEventId;
            attributes.RootWorkflowExecution = seed.Root?.Clone();
        }

        return new HistoryEvent
        {
            WorkflowExecutionStartedEventAttributes = attributes,
            UserMetadata = seed.UserMetadata?.Clone(),
            Links = { seed.Links },
        };
    }
}
