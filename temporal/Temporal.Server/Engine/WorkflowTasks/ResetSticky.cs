using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class ResetSticky
{
    public static ResetStickyTaskQueueResponse Execute(Transaction tx, ResetStickyTaskQueueRequest request)
    {
        var run = Runs.Require(tx, request.Namespace, request.Execution);
        if (!run.IsOpen)
        {
            throw Errors.WorkflowCompleted();
        }

        WorkflowTasks.ClearSticky(tx, run);
        HistoryLog.Save(tx, run);
        return new ResetStickyTaskQueueResponse();
    }
}
