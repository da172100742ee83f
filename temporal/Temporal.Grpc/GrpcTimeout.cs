using System.Globalization;

namespace Temporal.Grpc;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long LargestNumber = 99_999_999;

    public static string Format(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(timeout.TotalMilliseconds);
        return milliseconds <= LargestNumber
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, milliseconds)}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(LargestNumber, (long)timeout.TotalSeconds)}S");
    }

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > 9
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        long? ticks = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => null,
        };
        if (ticks is not { } unit)
        {
            return false;
        }

        // 99,999,999 hours are 3.6e18 ticks and fit; a tick is 100 ns.
        timeout = TimeSpan.FromTicks(unit == 0 ? number / TimeSpan.NanosecondsPerTick : number * unit);
        return true;
    }
}
