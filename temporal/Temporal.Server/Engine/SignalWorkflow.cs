using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class SignalWorkflow
{
    public static SignalWorkflowExecutionResponse Execute(Transaction tx, SignalWorkflowExecutionRequest request) => throw new NotImplementedException();
}
