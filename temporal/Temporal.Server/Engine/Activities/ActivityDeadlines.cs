using Temporal.Server.State;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Engine;

internal static class ActivityDeadlines
{
    public static IEnumerable<Deadline> Of(PendingActivity activity)
    {
        Deadline At(DateTimeOffset due, DeadlineKind kind) => new(due, activity.ScheduledEventId, kind) { Stamp = activity.Attempt };

        if (activity.ScheduleToCloseTimeout.IsPositive())
        {
            yield return At(ActivityAttempts.Expiration(activity), DeadlineKind.ActivityScheduleToClose);
        }

        if (activity.InBackoff)
        {
            yield return At(activity.ScheduledTime.At(), DeadlineKind.ActivityRetry);
        }

        if (activity.StartedTime is not { } started)
        {
            if (activity.ScheduleToStartTimeout.IsPositive())
            {
                yield return At(activity.ScheduledTime.At().Plus(activity.ScheduleToStartTimeout.Span()), DeadlineKind.ActivityScheduleToStart);
            }

            yield break;
        }

        if (activity.StartToCloseTimeout.IsPositive())
        {
            yield return At(started.At().Plus(activity.StartToCloseTimeout.Span()), DeadlineKind.ActivityStartToClose);
        }

        if (activity.HeartbeatTimeout.IsPositive())
        {
            var heard = activity.LastHeartbeatTime ?? started;
            yield return At(heard.At().Plus(activity.HeartbeatTimeout.Span()), DeadlineKind.ActivityHeartbeat);
        }
    }

    public static void Fire(Transaction tx, Run run, Deadline deadline)
    {
        // An attempt that ended meanwhile takes its deadlines with it, except schedule-to-close, which belongs to all attempts.
        if (!run.State.Activities.TryGetValue(deadline.EventId, out var activity)
            || (activity.Attempt != deadline.Stamp && deadline.Kind != DeadlineKind.ActivityScheduleToClose))
        {
            return;
        }

        switch (deadline.Kind)
        {
            case DeadlineKind.ActivityRetry:
                activity.InBackoff = false;
                tx.DispatchActivity(run, activity.ScheduledEventId);
                break;
            case DeadlineKind.ActivityScheduleToClose:
                ActivityAttempts.TimeOut(tx, run, activity, TimeoutType.ScheduleToClose);
                break;
            case DeadlineKind.ActivityScheduleToStart:
                ActivityAttempts.TimeOut(tx, run, activity, TimeoutType.ScheduleToStart);
                break;
            case DeadlineKind.ActivityStartToClose:
                ActivityAttempts.TimeOut(tx, run, activity, TimeoutType.StartToClose);
                break;
            case DeadlineKind.ActivityHeartbeat:
                ActivityAttempts.TimeOut(tx, run, activity, TimeoutType.Heartbeat);
                break;
            default:
                throw new InvalidOperationException($"{deadline.Kind} is no deadline of an activity.");
        }
    }
}
