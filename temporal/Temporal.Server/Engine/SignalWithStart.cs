using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class SignalWithStart
{
    public static SignalWithStartWorkflowExecutionResponse Execute(Transaction tx, SignalWithStartWorkflowExecutionRequest request) => throw new NotImplementedException();
}
