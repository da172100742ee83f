using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class RequestCancelWorkflow
{
    /// <summary>Asking a closed or an already cancelled run again succeeds and does nothing.</summary>
    public static RequestCancelWorkflowExecutionResponse Execute(Transaction tx, RequestCancelWorkflowExecutionRequest request)
    {
        var run = Runs.Require(tx, request.Namespace, request.WorkflowExecution, request.FirstExecutionRunId);
        Request(tx, run, new WorkflowExecutionCancelRequestedEventAttributes { Cause = request.Reason, Identity = request.Identity }, request.RequestId, request.Links);
        return new RequestCancelWorkflowExecutionResponse();
    }

    public static void Request(
        Transaction tx, Run run, WorkflowExecutionCancelRequestedEventAttributes attributes, string requestId, IReadOnlyList<Link> links)
    {
        if (!run.IsOpen || run.State.CancelRequested)
        {
            return;
        }

        run.State.CancelRequested = true;
        run.State.CancelRequestId = requestId;
        HistoryLog.WriteOrBuffer(tx, run, new HistoryEvent { WorkflowExecutionCancelRequestedEventAttributes = attributes, Links = { links } });
        WorkflowTasks.Want(tx, run);
        HistoryLog.Save(tx, run);
    }
}
