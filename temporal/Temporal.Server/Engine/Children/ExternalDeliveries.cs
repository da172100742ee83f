using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>A signal or cancellation from one workflow to another, and the answer the sender finds in its history.</summary>
internal static class ExternalDeliveries
{
    public static void Signal(
        Transaction tx, Run sender, long initiatedEventId, WorkflowExecution execution, bool childOnly, SignalDelivery signal)
    {
        SignalExternalWorkflowExecutionFailedCause? fault = null;
        if (FindTarget(tx, sender, execution, childOnly) is not { IsOpen: true } target)
        {
            fault = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound;
        }
        else if (target.State.SignalCount >= tx.Options.MaximumSignals)
        {
            fault = SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded;
        }
        else
        {
            signal.ApplyTo(tx, target);
            WorkflowTasks.Want(tx, target);
            HistoryLimits.Enforce(tx, target);
            HistoryLog.Save(tx, target);
        }

        HistoryLog.WriteOrBuffer(tx, sender, fault is { } cause
            ? new HistoryEvent
            {
                SignalExternalWorkflowExecutionFailedEventAttributes = new SignalExternalWorkflowExecutionFailedEventAttributes
                {
                    Cause = cause,
                    Namespace = sender.Key.Namespace,
                    WorkflowExecution = execution.Clone(),
                    InitiatedEventId = initiatedEventId,
                },
            }
            : new HistoryEvent
            {
                ExternalWorkflowExecutionSignaledEventAttributes = new ExternalWorkflowExecutionSignaledEventAttributes
                {
                    Namespace = sender.Key.Namespace,
                    WorkflowExecution = execution.Clone(),
                    InitiatedEventId = initiatedEventId,
                },
            });
        WorkflowTasks.Want(tx, sender);
    }

    /// <summary>A target that is closed, or was asked before, counts as reached.</summary>
    public static void Cancel(
        Transaction tx, Run sender, long initiatedEventId, WorkflowExecution execution, bool childOnly, string reason)
    {
        var target = FindTarget(tx, sender, execution, childOnly);
        if (target is not null)
        {
            var request = new WorkflowExecutionCancelRequestedEventAttributes
            {
                Cause = reason,
                Identity = Identities.History,
                ExternalInitiatedEventId = initiatedEventId,
                ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = sender.Key.WorkflowId, RunId = sender.Key.RunId },
            };
            RequestCancelWorkflow.Request(tx, target, request, tx.Options.NewId(), []);
        }

        HistoryLog.WriteOrBuffer(tx, sender, target is null
            ? new HistoryEvent
            {
                RequestCancelExternalWorkflowExecutionFailedEventAttributes = new RequestCancelExternalWorkflowExecutionFailedEventAttributes
                {
                    Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    Namespace = sender.Key.Namespace,
                    WorkflowExecution = execution.Clone(),
                    InitiatedEventId = initiatedEventId,
                },
            }
            : new HistoryEvent
            {
                ExternalWorkflowExecutionCancelRequestedEventAttributes = new ExternalWorkflowExecutionCancelRequestedEventAttributes
                {
                    Namespace = sender.Key.Namespace,
                    WorkflowExecution = execution.Clone(),
                    InitiatedEventId = initiatedEventId,
                },
            });
        WorkflowTasks.Want(tx, sender);
    }

    private static Run? FindTarget(Transaction tx, Run sender, WorkflowExecution execution, bool childOnly)
    {
        var target = Runs.Find(tx, sender.Key.Namespace, execution.WorkflowId, execution.RunId);
        if (target is null || target.Key.WorkflowId == sender.Key.WorkflowId)
        {
            return null;
        }

        var isChild = target.State.Parent is { } parent && parent.WorkflowId == sender.Key.WorkflowId && parent.RunId == sender.Key.RunId;
        return childOnly && !isChild ? null : target;
    }
}
