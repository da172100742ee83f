using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class RequestCancelWorkflow
{
    public static RequestCancelWorkflowExecutionResponse Execute(Transaction tx, RequestCancelWorkflowExecutionRequest request) => throw new NotImplementedException();
}
