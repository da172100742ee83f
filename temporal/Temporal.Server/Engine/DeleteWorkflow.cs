using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class DeleteWorkflow
{
    public static DeleteWorkflowExecutionResponse Execute(Transaction tx, DeleteWorkflowExecutionRequest request) => throw new NotImplementedException();
}
