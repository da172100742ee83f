using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

internal static class ChildStart
{
    /// <summary>Starts the child and tells its parent, or tells the parent that the workflow id is taken.</summary>
    public static void Execute(Transaction tx, Run parent, RunSeed seed, long initiatedEventId, WorkflowIdReusePolicy reuse)
    {
        // A parent that closes in the same breath leaves no child behind, whatever its close policy.
        if (!parent.IsOpen)
        {
            return;
        }

        var current = tx.FindCurrent(seed.Namespace, seed.WorkflowId);
        var verdict = StartPolicy.Decide(
            current, seed.RequestId, reuse, WorkflowIdConflictPolicy.Unspecified, byDefault: WorkflowIdConflictPolicy.Fail);
        var isCreated = verdict == StartVerdict.Create || (verdict == StartVerdict.TerminateAndCreate && current != parent);
        if (!isCreated)
        {
            Refuse(tx, parent, seed, initiatedEventId);
            return;
        }

        StartWorkflow.MakeRoom(tx, verdict, current);
        if (!parent.IsOpen)
        {
            // The run that made room was an ancestor, and its close policy has reached the parent.
            return;
        }

        var child = RunCreation.Create(tx, seed);

        parent.State.Children[initiatedEventId].FirstRunId = child.Key.RunId;
        HistoryLog.WriteOrBuffer(tx, parent, StartedEvent(seed, child.Key.RunId, initiatedEventId));
        WorkflowTasks.Want(tx, parent);
        WorkflowTasks.Want(tx, child);
        HistoryLog.Save(tx, child);
    }

    private static void Refuse(Transaction tx, Run parent, RunSeed seed, long initiatedEventId)
    {
        parent.State.Children.Remove(initiatedEventId);
        HistoryLog.WriteOrBuffer(tx, parent, new HistoryEvent
        {
            StartChildWorkflowExecutionFailedEventAttributes = new StartChildWorkflowExecutionFailedEventAttributes
            {
                Namespace = seed.Namespace,
                WorkflowId = seed.WorkflowId,
                WorkflowType = new WorkflowType { Name = seed.WorkflowType },
                Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                InitiatedEventId = initiatedEventId,
            },
        });
        WorkflowTasks.Want(tx, parent);
    }

    private static HistoryEvent StartedEvent(RunSeed seed, string runId, long initiatedEventId) => new()
    {
        ChildWorkflowExecutionStartedEventAttributes = new ChildWorkflowExecutionStartedEventAttributes
        {
            Namespace = seed.Namespace,
            InitiatedEventId = initiatedEventId,
            WorkflowExecution = new WorkflowExecution { WorkflowId = seed.WorkflowId, RunId = runId },
            WorkflowType = new WorkflowType { Name = seed.WorkflowType },
            Header = seed.Header,
        },
    };
}
