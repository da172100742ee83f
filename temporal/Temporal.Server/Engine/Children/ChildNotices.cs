using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>A parent learns how its child ended.</summary>
internal static class ChildNotices
{
    public static void Closed(Transaction tx, Run child, HistoryEvent last)
    {
        var link = child.State.Parent;
        if (link is null || tx.Find(new RunKey(link.Namespace, link.WorkflowId, link.RunId)) is not { IsOpen: true } parent)
        {
            return;
        }

        if (!parent.State.Children.TryGetValue(link.InitiatedEventId, out var pending))
        {
            return;
        }

        parent.State.Children.Remove(link.InitiatedEventId);
        HistoryLog.WriteOrBuffer(tx, parent, NoticeOf(child.State, pending, last));
        WorkflowTasks.Want(tx, parent);
        if (!parent.HoldsWorkflowTask)
        {
            HistoryLog.Save(tx, parent);
        }
    }

    private static HistoryEvent NoticeOf(RunState child, PendingChild pending, HistoryEvent last)
    {
        var execution = new WorkflowExecution { WorkflowId = child.WorkflowId, RunId = child.RunId };
        var type = new WorkflowType { Name = child.WorkflowType };
        return last.EventType switch
        {
            EventType.WorkflowExecutionCompleted => new HistoryEvent
            {
                ChildWorkflowExecutionCompletedEventAttributes = new ChildWorkflowExecutionCompletedEventAttributes
                {
                    Namespace = child.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = pending.InitiatedEventId,
                    StartedEventId = pending.StartedEventId,
                    Result = last.WorkflowExecutionCompletedEventAttributes.Result,
                },
            },
            EventType.WorkflowExecutionFailed => new HistoryEvent
            {
                ChildWorkflowExecutionFailedEventAttributes = new ChildWorkflowExecutionFailedEventAttributes
                {
                    Namespace = child.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = pending.InitiatedEventId,
                    StartedEventId = pending.StartedEventId,
                    Failure = last.WorkflowExecutionFailedEventAttributes.Failure,
                    RetryState = last.WorkflowExecutionFailedEventAttributes.RetryState,
                },
            },
            EventType.WorkflowExecutionCanceled => new HistoryEvent
            {
                ChildWorkflowExecutionCanceledEventAttributes = new ChildWorkflowExecutionCanceledEventAttributes
                {
                    Namespace = child.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = pending.InitiatedEventId,
                    StartedEventId = pending.StartedEventId,
                    Details = last.WorkflowExecutionCanceledEventAttributes.Details,
                },
            },
            EventType.WorkflowExecutionTimedOut => new HistoryEvent
            {
                ChildWorkflowExecutionTimedOutEventAttributes = new ChildWorkflowExecutionTimedOutEventAttributes
                {
                    Namespace = child.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = pending.InitiatedEventId,
                    StartedEventId = pending.StartedEventId,
                    RetryState = last.WorkflowExecutionTimedOutEventAttributes.RetryState,
                },
            },
            EventType.WorkflowExecutionTerminated => new HistoryEvent
            {
                ChildWorkflowExecutionTerminatedEventAttributes = new ChildWorkflowExecutionTerminatedEventAttributes
                {
                    Namespace = child.Namespace,
                    WorkflowExecution = execution,
                    WorkflowType = type,
                    InitiatedEventId = pending.InitiatedEventId,
                    StartedEventId = pending.StartedEventId,
                },
            },
            _ => throw new InvalidOperationException($"{last.EventType} does not end a run for good."),
        };
    }
}
