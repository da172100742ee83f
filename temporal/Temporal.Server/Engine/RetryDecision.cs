using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Engine;

/// <summary>Whether a failed attempt, of an activity or of a run, gets another one.</summary>
/// <param name="State"><see cref="RetryState.InProgress"/> when it does.</param>
/// <param name="Interval">How long it waits for it.</param>
internal readonly record struct RetryDecision(RetryState State, TimeSpan Interval)
{
    // How a retry policy names a timeout that is not to be retried.
    private const string TimeoutErrorPrefix = "TemporalTimeout:";

    public static RetryDecision For(
        RetryPolicy? policy, int attempt, Failure? failure, DateTimeOffset now, DateTimeOffset expiration, bool isCancelRequested)
    {
        if (isCancelRequested)
        {
            return Refuse(RetryState.CancelRequested);
        }

        if (failure?.TimeoutFailureInfo is { TimeoutType: TimeoutType.ScheduleToStart or TimeoutType.ScheduleToClose })
        {
            return Refuse(RetryState.Timeout);
        }

        if (policy is null)
        {
            return Refuse(RetryState.RetryPolicyNotSet);
        }

        if (IsNonRetryable(policy, failure))
        {
            return Refuse(RetryState.NonRetryableFailure);
        }

        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
        {
            return Refuse(RetryState.MaximumAttemptsReached);
        }

        var interval = failure?.ApplicationFailureInfo?.NextRetryDelay is { } asked ? asked.Span() : IntervalOf(policy, attempt);
        return now.Plus(interval) > expiration ? Refuse(RetryState.Timeout) : new RetryDecision(RetryState.InProgress, interval);
    }

    private static RetryDecision Refuse(RetryState state) => new(state, TimeSpan.Zero);

    private static bool IsNonRetryable(RetryPolicy policy, Failure? failure) => failure?.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.CanceledFailureInfo or Failure.FailureInfoOneofCase.TerminatedFailureInfo => true,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            failure.ApplicationFailureInfo.NonRetryable || policy.NonRetryableErrorTypes.Contains(failure.ApplicationFailureInfo.Type),
        Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            policy.NonRetryableErrorTypes.Contains(TimeoutErrorPrefix + failure.TimeoutFailureInfo.TimeoutType),
        Failure.FailureInfoOneofCase.ServerFailureInfo => failure.ServerFailureInfo.NonRetryable,
        _ => false,
    };

    private static TimeSpan IntervalOf(RetryPolicy policy, int attempt)
    {
        var seconds = policy.InitialInterval.Span().TotalSeconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var maximum = policy.MaximumInterval.Span();
        return maximum > TimeSpan.Zero && !(seconds < maximum.TotalSeconds) ? maximum : TimeSpan.FromSeconds(Math.Min(seconds, 3.15e9));
    }
}
