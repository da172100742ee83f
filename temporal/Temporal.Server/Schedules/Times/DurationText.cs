using System.Buffers;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Engine;

namespace Temporal.Server.Schedules.Times;

/// <summary>Durations as cron's <c>@every</c> has them: numbers with units from hours to nanoseconds, such as <c>1h30m</c> or <c>1.5s</c>.</summary>
internal static class DurationText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    // Longer units first where one begins with another.
    private static readonly (string Unit, decimal Seconds)[] Units =
    [
        ("ms", 1e-3m), ("us", 1e-6m), ("µs", 1e-6m), ("ns", 1e-9m), ("h", 3600m), ("m", 60m), ("s", 1m),
    ];

    public static Duration Parse(string text)
    {
        var rest = text.AsSpan().Trim();
        var total = 0m;
        if (rest.Length is 0 or > 50)
        {
            throw Fault(text);
        }

        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                throw Fault(text);
            }

            rest = rest[digits..];
            var (unit, seconds) = UnitOf(rest) ?? throw Fault(text);
            rest = rest[unit.Length..];
            if (number > 1e11m)
            {
                throw Fault(text);
            }

            total += number * seconds;
        }

        return total > (decimal)TimeSpan.FromDays(36_525).TotalSeconds
            ? throw Fault(text)
            : new Duration { Seconds = (long)total, Nanos = (int)((total - decimal.Truncate(total)) * 1_000_000_000m) };
    }

    private static (string Unit, decimal Seconds)? UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var item in Units)
        {
            if (text.StartsWith(item.Unit, StringComparison.Ordinal))
            {
                return item;
            }
        }

        return null;
    }

    private static GrpcException Fault(string text) => Errors.InvalidArgument($"Invalid schedule spec: '{text.Trim()}' is not a duration");
}
