using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

/// <summary>A poller got an activity task.</summary>
internal static class ActivityTaskStart
{
    /// <summary>Null when the offered task is stale and must be dropped.</summary>
    /// <param name="tx">The change.</param>
    /// <param name="key">The run of the activity.</param>
    /// <param name="scheduledEventId">Which activity.</param>
    /// <param name="attempt"><c>PendingActivity.Attempt</c> at the time of the offer.</param>
    /// <param name="poll">The poll that takes it.</param>
    /// <param name="requestId">One id a hand-over: the same id gets the same answer.</param>
    public static PollActivityTaskQueueResponse? Execute(
        Transaction tx, RunKey key, long scheduledEventId, int attempt, PollActivityTaskQueueRequest poll, string requestId)
    {
        if (tx.Find(key) is not { IsOpen: true } run
            || !run.State.Activities.TryGetValue(scheduledEventId, out var activity)
            || activity.Attempt != attempt
            || activity.InBackoff)
        {
            return null;
        }

        if (activity.StartedTime is not null)
        {
            return activity.RequestId == requestId ? Describe(tx, run, activity) : null;
        }

        activity.StartedTime = tx.Now.ToTimestamp();
        activity.StartedIdentity = poll.Identity;
        activity.RequestId = requestId;
        HistoryLog.Save(tx, run);
        return Describe(tx, run, activity);
    }

    private static PollActivityTaskQueueResponse Describe(Transaction tx, Run run, PendingActivity activity)
    {
        var state = run.State;
        var scheduled = tx.ReadEvents(run, activity.ScheduledEventId, activity.ScheduledEventId)[0].ActivityTaskScheduledEventAttributes;
        return new PollActivityTaskQueueResponse
        {
            TaskToken = new ActivityTaskToken
            {
                Namespace = state.Namespace,
                WorkflowId = state.WorkflowId,
                RunId = state.RunId,
                ScheduledEventId = activity.ScheduledEventId,
                Attempt = activity.Attempt,
                ActivityId = activity.ActivityId,
                ActivityType = activity.ActivityType,
            }.ToByteString(),
            WorkflowNamespace = state.Namespace,
            WorkflowType = new WorkflowType { Name = state.WorkflowType },
            WorkflowExecution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
            ActivityType = new ActivityType { Name = activity.ActivityType },
            ActivityId = activity.ActivityId,
            Header = scheduled.Header,
            Input = scheduled.Input,
            HeartbeatDetails = activity.HeartbeatDetails,
            ScheduledTime = activity.FirstScheduledTime.Clone(),
            CurrentAttemptScheduledTime = activity.ScheduledTime.Clone(),
            StartedTime = activity.StartedTime.Clone(),
            Attempt = activity.Attempt,
            ScheduleToCloseTimeout = activity.ScheduleToCloseTimeout.Clone(),
            StartToCloseTimeout = activity.StartToCloseTimeout.Clone(),
            HeartbeatTimeout = activity.HeartbeatTimeout.Clone(),
            RetryPolicy = activity.RetryPolicy.Clone(),
            Priority = activity.Priority?.Clone(),
        };
    }
}
