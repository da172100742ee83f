using Grpc.Health.V1;
using Temporal.Grpc;
using Temporal.Server.Wire;

namespace Temporal.Server.Rpc;

/// <summary>Health as load balancers ask for it. Calls are taken only once the runs are recovered, so an answer means serving.</summary>
internal static class HealthCalls
{
    public static Task<HealthCheckResponse> CheckAsync(HealthCheckRequest request, GrpcServerCall call) =>
        request.Service is "" or "temporal.api.workflowservice.v1.WorkflowService" or "temporal.api.operatorservice.v1.OperatorService"
            ? Task.FromResult(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving })
            : throw new GrpcException(GrpcStatusCode.NotFound, "unknown service");
}
