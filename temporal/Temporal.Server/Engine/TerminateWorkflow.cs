using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class TerminateWorkflow
{
    public static TerminateWorkflowExecutionResponse Execute(Transaction tx, TerminateWorkflowExecutionRequest request) => throw new NotImplementedException();
}
