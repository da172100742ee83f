using Google.Protobuf;
using Temporal.Server.Engine;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Engine;

/// <summary>What a worker asks of the server, in few words.</summary>
internal static class Worker
{
    /// <summary>Takes the workflow task that waits; fails the test when none does.</summary>
    public static StartedWorkflowTask Take(this World world, RunKey run, bool sticky = false) =>
        world.TryTake(run, sticky) ?? throw new InvalidOperationException("No workflow task could be started.");

    public static StartedWorkflowTask? TryTake(this World world, RunKey run, bool sticky = false, string requestId = "poll") =>
        world.TryTake(run, world.Runs[run].State.WorkflowTask?.Stamp ?? 0, sticky, requestId);

    public static StartedWorkflowTask? TryTake(this World world, RunKey run, long stamp, bool sticky = false, string requestId = "poll") =>
        world.Do(tx => WorkflowTaskStart.Execute(tx, run, stamp, Poll(sticky), requestId));

    public static CompletedWorkflowTask Complete(this World world, StartedWorkflowTask task, params Command[] commands) =>
        world.Complete(task, _ => { }, commands);

    public static CompletedWorkflowTask Complete(
        this World world, StartedWorkflowTask task, Action<RespondWorkflowTaskCompletedRequest> with, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.Response.TaskToken,
            Identity = "worker",
            Commands = { commands },
        };
        with(request);
        return world.Do(tx => WorkflowTaskCompletion.Execute(tx, request));
    }

    /// <summary>Takes the waiting task and completes it on the spot.</summary>
    public static CompletedWorkflowTask Work(this World world, RunKey run, params Command[] commands) =>
        world.Complete(world.Take(run), commands);

    public static void Sticky(RespondWorkflowTaskCompletedRequest request) => request.StickyAttributes = new StickyExecutionAttributes
    {
        WorkerTaskQueue = new TaskQueue { Name = World.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = World.Queue },
        ScheduleToStartTimeout = Client.Seconds(10),
    };

    public static void FailTask(
        this World world, StartedWorkflowTask task, WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.NonDeterministicError) =>
        world.Do(tx => WorkflowTaskFailure.Execute(tx, new RespondWorkflowTaskFailedRequest
        {
            TaskToken = task.Response.TaskToken,
            Cause = cause,
            Identity = "worker",
        }));

    public static PollActivityTaskQueueResponse TakeActivity(this World world, RunKey run, string activityId = "a", string requestId = "poll") =>
        world.TryTakeActivity(run, activityId, requestId) ?? throw new InvalidOperationException("No activity task could be started.");

    public static PollActivityTaskQueueResponse? TryTakeActivity(this World world, RunKey run, string activityId = "a", string requestId = "poll")
    {
        var activity = world.Runs[run].State.Activities.Values.Single(pending => pending.ActivityId == activityId);
        return world.TryTakeActivity(run, activity.ScheduledEventId, activity.Attempt, requestId);
    }

    public static PollActivityTaskQueueResponse? TryTakeActivity(this World world, RunKey run, long scheduledEventId, int attempt, string requestId) =>
        world.Do(tx => ActivityTaskStart.Execute(
            tx, run, scheduledEventId, attempt, new PollActivityTaskQueueRequest { Namespace = World.Namespace, Identity = "worker" }, requestId));

    public static void Finish(this World world, PollActivityTaskQueueResponse task, string result = "done") =>
        world.Do(tx => ActivityResults.Complete(tx, new RespondActivityTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Result = Text(result),
            Identity = "worker",
        }));

    public static void FailActivity(this World world, PollActivityTaskQueueResponse task, Failure? failure = null) =>
        world.Do(tx => ActivityResults.Fail(tx, new RespondActivityTaskFailedRequest
        {
            TaskToken = task.TaskToken,
            Failure = failure ?? Application("Broken"),
            Identity = "worker",
        }));

    public static void CancelActivity(this World world, PollActivityTaskQueueResponse task) =>
        world.Do(tx => ActivityResults.Cancel(tx, new RespondActivityTaskCanceledRequest { TaskToken = task.TaskToken, Identity = "worker" }));

    public static RecordActivityTaskHeartbeatResponse Heartbeat(this World world, PollActivityTaskQueueResponse task, string details = "half") =>
        world.Do(tx => ActivityHeartbeat.Record(tx, new RecordActivityTaskHeartbeatRequest { TaskToken = task.TaskToken, Details = Text(details) }));

    public static Failure Application(string type, bool nonRetryable = false) => new()
    {
        Message = "it broke",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type, NonRetryable = nonRetryable },
    };

    public static Payloads Text(string text) => new() { Payloads_ = { new Payload { Data = ByteString.CopyFromUtf8(text) } } };

    private static PollWorkflowTaskQueueRequest Poll(bool sticky) => new()
    {
        Namespace = World.Namespace,
        Identity = "worker",
        TaskQueue = sticky
            ? new TaskQueue { Name = World.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = World.Queue }
            : new TaskQueue { Name = World.Queue, Kind = TaskQueueKind.Normal },
    };
}
