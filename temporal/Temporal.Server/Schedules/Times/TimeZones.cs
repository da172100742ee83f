namespace Temporal.Server.Schedules.Times;

internal static class TimeZones
{
    private const int LongestName = 100;

    /// <summary>By IANA name; null when this machine does not know it.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (name is "" or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        // A name is looked up as a path below the time zone database.
        var isPlain = name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        return isPlain && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    /// <summary>The first second in (<paramref name="after"/>, <paramref name="last"/>] with another offset than at <paramref name="after"/>, or null.</summary>
    public static DateTime? NextTransition(this TimeZoneInfo zone, DateTime after, DateTime last)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return null;
        }

        var offset = zone.GetUtcOffset(after);
        for (var low = after; low < last;)
        {
            var high = last - low > TimeSpan.FromDays(1) ? low.AddDays(1) : last;
            if (zone.GetUtcOffset(high) != offset)
            {
                return FirstSecondWithout(zone, offset, low, high);
            }

            low = high;
        }

        return null;
    }

    private static DateTime FirstSecondWithout(TimeZoneInfo zone, TimeSpan offset, DateTime with, DateTime without)
    {
        while (without - with > TimeSpan.FromSeconds(1))
        {
            var middle = with.AddSeconds(Math.Floor((without - with).TotalSeconds / 2));
            (with, without) = zone.GetUtcOffset(middle) == offset ? (middle, without) : (with, middle);
        }

        return without;
    }
}
