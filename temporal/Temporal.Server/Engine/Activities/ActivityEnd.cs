using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>The last of an activity: its started event is written only now, so that retries leave none.</summary>
internal static class ActivityEnd
{
    public static void Completed(Transaction tx, Run run, PendingActivity activity, Payloads? result, string identity) =>
        End(tx, run, activity, startedEventId => new HistoryEvent
        {
            ActivityTaskCompletedEventAttributes = new ActivityTaskCompletedEventAttributes
            {
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Result = result,
                Identity = identity,
            },
        });

    public static void Failed(Transaction tx, Run run, PendingActivity activity, Failure failure, RetryState retryState, string identity) =>
        End(tx, run, activity, startedEventId => new HistoryEvent
        {
            ActivityTaskFailedEventAttributes = new ActivityTaskFailedEventAttributes
            {
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Failure = failure,
                RetryState = retryState,
                Identity = identity,
            },
        });

    public static void TimedOut(Transaction tx, Run run, PendingActivity activity, Failure failure, RetryState retryState) =>
        End(tx, run, activity, startedEventId => new HistoryEvent
        {
            ActivityTaskTimedOutEventAttributes = new ActivityTaskTimedOutEventAttributes
            {
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                Failure = failure,
                RetryState = retryState,
            },
        });

    public static void Canceled(Transaction tx, Run run, PendingActivity activity, Payloads? details, string identity) =>
        End(tx, run, activity, startedEventId => new HistoryEvent
        {
            ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
            {
                ScheduledEventId = activity.ScheduledEventId,
                StartedEventId = startedEventId,
                LatestCancelRequestedEventId = activity.CancelRequestedEventId,
                Details = details,
                Identity = identity,
            },
        });

    private static void End(Transaction tx, Run run, PendingActivity activity, Func<long, HistoryEvent> last)
    {
        var startedEventId = 0L;
        if (activity.StartedTime is { } startedTime)
        {
            var started = new HistoryEvent
            {
                EventTime = startedTime.Clone(),
                ActivityTaskStartedEventAttributes = new ActivityTaskStartedEventAttributes
                {
                    ScheduledEventId = activity.ScheduledEventId,
                    Identity = activity.StartedIdentity,
                    RequestId = activity.RequestId,
                    Attempt = activity.Attempt,
                    LastFailure = activity.LastFailure,
                },
            };
            HistoryLog.WriteOrBuffer(tx, run, started);

            // Still 0 when it was buffered; the flush fills it in.
            startedEventId = started.EventId;
        }

        run.State.Activities.Remove(activity.ScheduledEventId);
        HistoryLog.WriteOrBuffer(tx, run, last(startedEventId));
        WorkflowTasks.Want(tx, run);
    }
}
