using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Engine;

/// <summary>An attempt went wrong: another one follows, or the activity ends.</summary>
internal static class ActivityAttempts
{
    private const string NoTimeLeft =
        "Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying";

    public static void Fail(Transaction tx, Run run, PendingActivity activity, Failure failure, string identity)
    {
        var decision = Decide(tx, activity, failure);
        if (decision.State == RetryState.InProgress)
        {
            Retry(tx, activity, failure, decision.Interval);
        }
        else
        {
            ActivityEnd.Failed(tx, run, activity, failure, decision.State, identity);
        }
    }

    public static void TimeOut(Transaction tx, Run run, PendingActivity activity, TimeoutType type)
    {
        var failure = TimeoutFailure($"activity {type} timeout", type, activity);
        var decision = Decide(tx, activity, failure);
        if (decision.State == RetryState.InProgress)
        {
            Retry(tx, activity, failure, decision.Interval);
            return;
        }

        var reported = failure;
        if (decision.State == RetryState.Timeout && type != TimeoutType.ScheduleToStart)
        {
            reported = TimeoutFailure(NoTimeLeft, TimeoutType.ScheduleToClose, activity);
            reported.Cause = activity.LastFailure ?? (type == TimeoutType.ScheduleToClose ? null : failure);
        }
        else
        {
            reported.Cause = activity.LastFailure;
        }

        ActivityEnd.TimedOut(tx, run, activity, reported, decision.State);
    }

    /// <summary>When schedule-to-close runs out, counted from the first attempt; never, when there is no such timeout.</summary>
    public static DateTimeOffset Expiration(PendingActivity activity) => activity.ScheduleToCloseTimeout.IsPositive()
        ? activity.FirstScheduledTime.At().Plus(activity.ScheduleToCloseTimeout.Span())
        : DateTimeOffset.MaxValue;

    private static RetryDecision Decide(Transaction tx, PendingActivity activity, Failure failure) => RetryDecision.For(
        activity.RetryPolicy, activity.Attempt, failure, tx.Now, Expiration(activity), activity.CancelRequestedEventId > 0);

    private static void Retry(Transaction tx, PendingActivity activity, Failure failure, TimeSpan interval)
    {
        activity.Attempt++;
        activity.LastFailure = Retained(tx.Options, failure);
        activity.LastWorkerIdentity = activity.StartedIdentity;
        activity.LastAttemptCompleteTime = tx.Now.ToTimestamp();
        activity.CurrentRetryInterval = interval.ToDuration();
        activity.ScheduledTime = tx.Now.Plus(interval).ToTimestamp();
        activity.InBackoff = true;
        activity.StartedTime = null;
        activity.StartedIdentity = "";
        activity.RequestId = "";
        activity.LastHeartbeatTime = null;
    }

    // The state of a run is written with every change, so a long stack trace must not live in it.
    private static Failure Retained(EngineOptions options, Failure failure)
    {
        if (failure.CalculateSize() <= options.MaximumRetainedFailureBytes)
        {
            return failure;
        }

        var room = options.MaximumRetainedFailureBytes / 4;
        return new Failure
        {
            Message = failure.Message.Length > room ? failure.Message[..room] : failure.Message,
            Source = failure.Source.Length > room ? failure.Source[..room] : failure.Source,
            ServerFailureInfo = new ServerFailureInfo(),
        };
    }

    private static Failure TimeoutFailure(string message, TimeoutType type, PendingActivity activity) => new()
    {
        Message = message,
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type, LastHeartbeatDetails = activity.HeartbeatDetails },
    };
}
