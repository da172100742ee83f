using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class StartWorkflow
{
    public static StartWorkflowExecutionResponse Execute(Transaction tx, StartWorkflowExecutionRequest request) => throw new NotImplementedException();
}
