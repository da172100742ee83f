using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class ResetSticky
{
    public static ResetStickyTaskQueueResponse Execute(Transaction tx, ResetStickyTaskQueueRequest request) => throw new NotImplementedException();
}
