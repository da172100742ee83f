using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class DeleteWorkflow
{
    /// <summary>A running workflow is terminated first, so that its parent and children learn of it.</summary>
    public static DeleteWorkflowExecutionResponse Execute(Transaction tx, DeleteWorkflowExecutionRequest request)
    {
        var run = Runs.Require(tx, request.Namespace, request.WorkflowExecution);
        if (run.IsOpen)
        {
            TerminateWorkflow.Terminate(tx, run, "Delete workflow execution", null, Identities.History);
        }

        tx.Delete(run);
        return new DeleteWorkflowExecutionResponse();
    }
}
