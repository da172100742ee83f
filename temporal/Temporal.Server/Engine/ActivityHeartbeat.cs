using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class ActivityHeartbeat
{
    public static RecordActivityTaskHeartbeatResponse Record(Transaction tx, RecordActivityTaskHeartbeatRequest request) =>
        throw new NotImplementedException();

    public static RecordActivityTaskHeartbeatByIdResponse Record(Transaction tx, RecordActivityTaskHeartbeatByIdRequest request) =>
        throw new NotImplementedException();
}
