using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

internal sealed class ChildMachine(
    WorkflowMachines run,
    uint seq,
    ChildWorkflowCancellationType cancellationType,
    StartChildWorkflowExecutionCommandAttributes start) : Machine(run)
{
    private long initiatedEventId;
    private long startedEventId;
    private string runId = "";
    private bool startResolved;
    private bool resolved;
    private bool cancelRequested;

    public override void OnCommandEvent(HistoryEvent e)
    {
        var initiated = e.StartChildWorkflowExecutionInitiatedEventAttributes;
        if (Run.Flags.InUse(SdkFlags.IdAndTypeChecks))
        {
            if (initiated.WorkflowId != start.WorkflowId)
            {
                throw Nondeterminism.Because(
                    $"Child workflow id of scheduled event '{initiated.WorkflowId}' does not match child workflow id of command '{start.WorkflowId}'");
            }

            if (initiated.WorkflowType.Name != start.WorkflowType.Name)
            {
                throw Nondeterminism.Because(
                    $"Child workflow type of scheduled event '{initiated.WorkflowType.Name}' does not match child workflow type of command '{start.WorkflowType.Name}'");
            }
        }

        initiatedEventId = e.EventId;
    }

    public override void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.StartChildWorkflowExecutionFailed:
                ResolveStart(null, new(start.WorkflowId, start.WorkflowType.Name, e.StartChildWorkflowExecutionFailedEventAttributes.Cause.ToString(), null));
                break;
            case EventType.ChildWorkflowExecutionStarted:
                startedEventId = e.EventId;
                runId = e.ChildWorkflowExecutionStartedEventAttributes.WorkflowExecution.RunId;
                ResolveStart(runId, null);
                return;
            case EventType.ChildWorkflowExecutionCompleted:
                Resolve(Resolution.Completed(e.ChildWorkflowExecutionCompletedEventAttributes.Result));
                break;
            case EventType.ChildWorkflowExecutionFailed:
                var failed = e.ChildWorkflowExecutionFailedEventAttributes;
                Resolve(Failed("Child Workflow execution failed", failed.RetryState, failed.Failure));
                break;
            case EventType.ChildWorkflowExecutionTimedOut:
                Resolve(Failed("Child Workflow execution timed out", e.ChildWorkflowExecutionTimedOutEventAttributes.RetryState, new()
                {
                    Message = "Timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                }));
                break;
            case EventType.ChildWorkflowExecutionCanceled:
                Resolve(Cancelled(e.ChildWorkflowExecutionCanceledEventAttributes.Details));
                break;
            case EventType.ChildWorkflowExecutionTerminated:
                Resolve(Failed("Child Workflow execution terminated", RetryState.NonRetryableFailure, new()
                {
                    Message = "Terminated",
                    TerminatedFailureInfo = new(),
                }));
                break;
            default:
                throw Refused(e);
        }

        Final = true;
    }

    public void Cancel(string reason)
    {
        if (Final || Dropped || resolved || cancelRequested)
        {
            return;
        }

        if (initiatedEventId == 0)
        {
            Dropped = true;
            ResolveCancelled();
            return;
        }

        cancelRequested = true;
        if (cancellationType != ChildWorkflowCancellationType.Abandon)
        {
            Run.SendQuietCancel(new()
            {
                WorkflowId = start.WorkflowId,
                RunId = runId,
                ChildWorkflowOnly = true,
                Reason = reason,
            });
        }

        if (cancellationType is ChildWorkflowCancellationType.Abandon or ChildWorkflowCancellationType.TryCancel)
        {
            ResolveCancelled();
        }
    }

    private void ResolveCancelled()
    {
        if (startResolved)
        {
            Resolve(Cancelled(null));
            return;
        }

        ResolveStart(null, new(start.WorkflowId, start.WorkflowType.Name, "", Cancelled(null).Failure));
        resolved = true;
    }

    private void ResolveStart(string? startedRunId, ChildStartFailure? failure)
    {
        if (!startResolved)
        {
            startResolved = true;
            Run.Tell(new Job.ResolveChildStart(seq, startedRunId, failure));
        }
    }

    private void Resolve(Resolution resolution)
    {
        if (!resolved)
        {
            resolved = true;
            Run.Tell(new Job.ResolveChild(seq, resolution));
        }
    }

    private Resolution Cancelled(Payloads? details) => Failed(
        "Child Workflow execution cancelled",
        RetryState.NonRetryableFailure,
        new() { Message = "Child Workflow execution cancelled", CanceledFailureInfo = new() { Details = details } });

    private Resolution Failed(string message, RetryState retryState, Failure? cause) => Resolution.Failed(new()
    {
        Message = message,
        Cause = cause,
        ChildWorkflowExecutionFailureInfo = new()
        {
            Namespace = Run.Identity.Namespace,
            WorkflowExecution = new() { WorkflowId = start.WorkflowId, RunId = runId },
            WorkflowType = start.WorkflowType,
            InitiatedEventId = initiatedEventId,
            StartedEventId = startedEventId,
            RetryState = retryState,
        },
    });
}
