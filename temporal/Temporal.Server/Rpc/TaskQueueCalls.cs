using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Matching;
using Temporal.Server.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Task queues as seen from outside, and workers that leave them.</summary>
internal sealed class TaskQueueCalls(ServerCore core)
{
    public Task<DescribeTaskQueueResponse> DescribeAsync(DescribeTaskQueueRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var type = request.TaskQueueType == TaskQueueType.Unspecified ? TaskQueueType.Workflow : request.TaskQueueType;
        var report = core.Queues.Report(new QueueKey(request.Namespace, CallChecks.TaskQueue(request.TaskQueue), type));
        return Task.FromResult(new DescribeTaskQueueResponse
        {
            Pollers =
            {
                report.Pollers.Select(poller => new PollerInfo
                {
                    Identity = poller.Identity, LastAccessTime = Timestamp.FromDateTimeOffset(poller.LastAccess),
                }),
            },
            Stats = new TaskQueueStats { ApproximateBacklogCount = report.Backlog },
        });
    }

    public Task<ShutdownWorkerResponse> ShutdownWorkerAsync(ShutdownWorkerRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        CallChecks.OptionalName(request.WorkerInstanceKey, "WorkerInstanceKey");
        CallChecks.OptionalName(request.StickyTaskQueue, "StickyTaskQueue");
        core.Queues.ShutDown(request.Namespace, request.WorkerInstanceKey, request.StickyTaskQueue);
        return Task.FromResult(new ShutdownWorkerResponse());
    }
}
