using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class RetryDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Failure, RetryState> Failures => new()
    {
        { "application", Worker.Application("Broken"), RetryState.InProgress },
        { "application, listed", Worker.Application("Listed"), RetryState.NonRetryableFailure },
        { "application, not retryable", Worker.Application("Broken", nonRetryable: true), RetryState.NonRetryableFailure },
        { "canceled", new Failure { CanceledFailureInfo = new() }, RetryState.NonRetryableFailure },
        { "terminated", new Failure { TerminatedFailureInfo = new() }, RetryState.NonRetryableFailure },
        { "server", new Failure { ServerFailureInfo = new() }, RetryState.InProgress },
        { "server, not retryable", new Failure { ServerFailureInfo = new() { NonRetryable = true } }, RetryState.NonRetryableFailure },
        { "heartbeat", Timeout(TimeoutType.Heartbeat), RetryState.InProgress },
        { "start to close, listed", Timeout(TimeoutType.StartToClose), RetryState.NonRetryableFailure },
        { "schedule to start", Timeout(TimeoutType.ScheduleToStart), RetryState.Timeout },
        { "schedule to close", Timeout(TimeoutType.ScheduleToClose), RetryState.Timeout },
        { "nothing known", new Failure(), RetryState.InProgress },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void The_kind_of_failure_decides_first(string failureName, Failure failure, RetryState expected)
    {
        Assert.NotEmpty(failureName);
        var policy = Policy();
        policy.NonRetryableErrorTypes.Add(["Listed", "TemporalTimeout:StartToClose"]);

        Assert.Equal(expected, RetryDecision.For(policy, 1, failure, Now, DateTimeOffset.MaxValue, isCancelRequested: false).State);
    }

    [Fact]
    public void A_requested_cancellation_decides_before_everything()
    {
        var decision = RetryDecision.For(Policy(), 1, Timeout(TimeoutType.ScheduleToClose), Now, DateTimeOffset.MaxValue, isCancelRequested: true);

        Assert.Equal(RetryState.CancelRequested, decision.State);
    }

    [Fact]
    public void Without_a_policy_there_is_no_retry() =>
        Assert.Equal(RetryState.RetryPolicyNotSet, RetryDecision.For(null, 1, new Failure(), Now, DateTimeOffset.MaxValue, false).State);

    [Theory]
    [InlineData(2, RetryState.InProgress)]
    [InlineData(3, RetryState.MaximumAttemptsReached)]
    public void Attempts_run_out(int attempt, RetryState expected)
    {
        var policy = Policy();
        policy.MaximumAttempts = 3;

        Assert.Equal(expected, RetryDecision.For(policy, attempt, new Failure(), Now, DateTimeOffset.MaxValue, false).State);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(3, 18)]
    [InlineData(4, 20)]
    [InlineData(5000, 20)]
    public void Intervals_grow_up_to_their_cap(int attempt, double seconds)
    {
        var decision = RetryDecision.For(Policy(), attempt, new Failure(), Now, DateTimeOffset.MaxValue, false);

        Assert.Equal(TimeSpan.FromSeconds(seconds), decision.Interval);
    }

    [Fact]
    public void A_delay_the_failure_asks_for_wins_and_has_no_cap()
    {
        var failure = Worker.Application("Broken");
        failure.ApplicationFailureInfo.NextRetryDelay = Client.Seconds(500);

        Assert.Equal(TimeSpan.FromSeconds(500), RetryDecision.For(Policy(), 1, failure, Now, DateTimeOffset.MaxValue, false).Interval);
    }

    [Theory]
    [InlineData(2.0, RetryState.InProgress)]
    [InlineData(1.9, RetryState.Timeout)]
    public void A_retry_must_begin_before_time_is_up(double secondsLeft, RetryState expected) =>
        Assert.Equal(expected, RetryDecision.For(Policy(), 1, new Failure(), Now, Now.AddSeconds(secondsLeft), false).State);

    private static RetryPolicy Policy() => new()
    {
        InitialInterval = Client.Seconds(2),
        BackoffCoefficient = 3,
        MaximumInterval = Client.Seconds(20),
    };

    private static Failure Timeout(TimeoutType type) => new() { TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = type } };
}
