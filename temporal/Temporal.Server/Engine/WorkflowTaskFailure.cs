using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class WorkflowTaskFailure
{
    public static RespondWorkflowTaskFailedResponse Execute(Transaction tx, RespondWorkflowTaskFailedRequest request) => throw new NotImplementedException();
}
