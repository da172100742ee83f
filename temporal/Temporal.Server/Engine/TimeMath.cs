using Google.Protobuf.WellKnownTypes;

namespace Temporal.Server.Engine;

internal static class TimeMath
{
    // The longest duration the wire format allows.
    private const long MaximumSeconds = 315_576_000_000;

    // Far enough for any real timeout, and safe to add to any time.
    private static readonly TimeSpan Forever = TimeSpan.FromDays(3_652_500);

    /// <summary>The span of a duration as clients may send it: absent counts as zero.</summary>
    public static TimeSpan Span(this Duration? duration) => duration switch
    {
        null => TimeSpan.Zero,
        _ when duration.Seconds >= Forever.TotalSeconds => Forever,
        _ => duration.ToTimeSpan(),
    };

    public static DateTimeOffset Plus(this DateTimeOffset time, TimeSpan span) =>
        span >= DateTimeOffset.MaxValue - time ? DateTimeOffset.MaxValue : time + span;

    public static DateTimeOffset At(this Timestamp time) => time.ToDateTimeOffset();

    public static bool IsPositive(this Duration? duration) => duration is not null && (duration.Seconds > 0 || duration.Nanos > 0);

    public static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The smaller one, where zero means no limit.</summary>
    public static TimeSpan Limited(TimeSpan value, TimeSpan limit)
    {
        if (limit == TimeSpan.Zero)
        {
            return value;
        }

        return value == TimeSpan.Zero ? limit : Smaller(value, limit);
    }

    /// <summary>What is wrong with a duration that a client or worker sent, or null.</summary>
    public static string? Fault(Duration? duration, string name) =>
        duration is null || (duration.Seconds is >= 0 and <= MaximumSeconds && duration.Nanos is >= 0 and <= 999_999_999)
            ? null
            : $"{name} is not a valid duration.";

    public static void Check(Duration? duration, string name)
    {
        if (Fault(duration, name) is { } fault)
        {
            throw Errors.InvalidArgument(fault);
        }
    }
}
