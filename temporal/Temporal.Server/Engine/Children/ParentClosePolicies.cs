using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>What becomes of the children of a run that closes.</summary>
internal static class ParentClosePolicies
{
    private const string Reason = "by parent close policy";

    public static void Apply(Transaction tx, Run parent)
    {
        foreach (var pending in parent.State.Children.Values.OrderBy(child => child.InitiatedEventId).ToArray())
        {
            if (FindRunning(tx, parent, pending) is not { } child)
            {
                continue;
            }

            switch (pending.ParentClosePolicy)
            {
                case ParentClosePolicy.Terminate:
                    TerminateWorkflow.Terminate(tx, child, Reason, null, Identities.History);
                    break;
                case ParentClosePolicy.RequestCancel:
                    RequestCancelWorkflow.Request(tx, child, CancelOf(parent, pending), tx.Options.NewId(), []);
                    break;
                case ParentClosePolicy.Abandon:
                case ParentClosePolicy.Unspecified:
                    break;
            }
        }
    }

    // The child may have continued as new since, and its workflow id may belong to a stranger by now.
    private static Run? FindRunning(Transaction tx, Run parent, PendingChild pending) =>
        pending.FirstRunId.Length > 0
        && tx.FindCurrent(parent.Key.Namespace, pending.WorkflowId) is { IsOpen: true } child
        && child.State.FirstExecutionRunId == pending.FirstRunId
            ? child
            : null;

    private static WorkflowExecutionCancelRequestedEventAttributes CancelOf(Run parent, PendingChild pending) => new()
    {
        Cause = Reason,
        Identity = Identities.History,
        ExternalInitiatedEventId = pending.InitiatedEventId,
        ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = parent.Key.WorkflowId, RunId = parent.Key.RunId },
    };
}
