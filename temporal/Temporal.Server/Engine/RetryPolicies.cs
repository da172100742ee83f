using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Engine;

internal static class RetryPolicies
{
    private const int MaximumIntervalFactor = 100;

    private static readonly TimeSpan DefaultInitialInterval = TimeSpan.FromSeconds(1);

    /// <summary>A policy with every gap filled; none stays none.</summary>
    public static RetryPolicy? WithDefaults(RetryPolicy? policy)
    {
        if (policy is null)
        {
            return null;
        }

        var filled = policy.Clone();
        if (!filled.InitialInterval.IsPositive())
        {
            filled.InitialInterval = DefaultInitialInterval.ToDuration();
        }

        if (filled.BackoffCoefficient == 0)
        {
            filled.BackoffCoefficient = 2;
        }

        if (!filled.MaximumInterval.IsPositive())
        {
            filled.MaximumInterval = TimeSpan.FromTicks(
                (long)Math.Min((double)filled.InitialInterval.Span().Ticks * MaximumIntervalFactor, TimeSpan.FromDays(36_500).Ticks)).ToDuration();
        }

        return filled;
    }

    /// <summary>What is wrong with the policy, or null.</summary>
    public static string? Fault(RetryPolicy? policy) => policy switch
    {
        null => null,
        _ when TimeMath.Fault(policy.InitialInterval, "InitialInterval") is { } fault => fault,
        _ when TimeMath.Fault(policy.MaximumInterval, "MaximumInterval") is { } fault => fault,
        { BackoffCoefficient: not 0 and not >= 1 } => "BackoffCoefficient cannot be less than 1 on retry policy.",
        { MaximumAttempts: < 0 } => "MaximumAttempts cannot be negative on retry policy.",
        _ when policy.MaximumInterval.IsPositive() && policy.MaximumInterval.Span() < policy.InitialInterval.Span() =>
            "MaximumInterval cannot be less than InitialInterval on retry policy.",
        _ => null,
    };
}
