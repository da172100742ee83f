using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporal.Server.Wire;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>How workers get activity tasks, and what they answer.</summary>
internal sealed class ActivityTaskCalls(ServerCore core)
{
    public async Task<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var queue = new QueueKey(request.Namespace, CallChecks.TaskQueue(request.TaskQueue), TaskQueueType.Activity);
        return await TaskPoll.RunAsync(
            core,
            queue,
            new Poller { Identity = request.Identity, WorkerInstanceKey = request.WorkerInstanceKey },
            call,
            (task, gone) => StartAsync((ScheduledTask)task, request, gone)).ConfigureAwait(false) ?? new PollActivityTaskQueueResponse();
    }

    public Task<RespondActivityTaskCompletedResponse> CompleteAsync(RespondActivityTaskCompletedRequest request, GrpcServerCall call) =>
        core.Loop.ExecuteAsync(transaction => ActivityResults.Complete(transaction, request), CancellationToken.None);

    public Task<RespondActivityTaskCompletedByIdResponse> CompleteByIdAsync(RespondActivityTaskCompletedByIdRequest request, GrpcServerCall call) =>
        ByIdAsync(request.Namespace, request.WorkflowId, request.ActivityId, transaction => ActivityResults.Complete(transaction, request));

    public Task<RespondActivityTaskFailedResponse> FailAsync(RespondActivityTaskFailedRequest request, GrpcServerCall call) =>
        core.Loop.ExecuteAsync(transaction => ActivityResults.Fail(transaction, request), CancellationToken.None);

    public Task<RespondActivityTaskFailedByIdResponse> FailByIdAsync(RespondActivityTaskFailedByIdRequest request, GrpcServerCall call) =>
        ByIdAsync(request.Namespace, request.WorkflowId, request.ActivityId, transaction => ActivityResults.Fail(transaction, request));

    public Task<RespondActivityTaskCanceledResponse> CancelAsync(RespondActivityTaskCanceledRequest request, GrpcServerCall call) =>
        core.Loop.ExecuteAsync(transaction => ActivityResults.Cancel(transaction, request), CancellationToken.None);

    public Task<RespondActivityTaskCanceledByIdResponse> CancelByIdAsync(RespondActivityTaskCanceledByIdRequest request, GrpcServerCall call) =>
        ByIdAsync(request.Namespace, request.WorkflowId, request.ActivityId, transaction => ActivityResults.Cancel(transaction, request));

    public Task<RecordActivityTaskHeartbeatResponse> HeartbeatAsync(RecordActivityTaskHeartbeatRequest request, GrpcServerCall call)
    {
        CallChecks.Blob(request.Details, "Heartbeat details");
        return core.Loop.ExecuteAsync(transaction => ActivityHeartbeat.Record(transaction, request), CancellationToken.None);
    }

    public Task<RecordActivityTaskHeartbeatByIdResponse> HeartbeatByIdAsync(RecordActivityTaskHeartbeatByIdRequest request, GrpcServerCall call)
    {
        CallChecks.Blob(request.Details, "Heartbeat details");
        return ByIdAsync(
            request.Namespace, request.WorkflowId, request.ActivityId, transaction => ActivityHeartbeat.Record(transaction, request));
    }

    private Task<T> ByIdAsync<T>(string ns, string workflowId, string activityId, Func<Transaction, T> change)
    {
        core.Checks.Namespace(ns);
        CallChecks.Name(workflowId, "WorkflowId");
        CallChecks.Name(activityId, "ActivityId");
        return core.Loop.ExecuteAsync(change, CancellationToken.None);
    }

    private Task<PollActivityTaskQueueResponse?> StartAsync(ScheduledTask task, PollActivityTaskQueueRequest request, CancellationToken gone)
    {
        var (dispatch, requestId) = (task.Dispatch, Guid.NewGuid().ToString());
        return core.Loop.ExecuteAsync(
            transaction => ActivityTaskStart.Execute(
                transaction, dispatch.Run, dispatch.ActivityScheduledEventId, (int)dispatch.Version, request, requestId),
            gone);
    }
}
