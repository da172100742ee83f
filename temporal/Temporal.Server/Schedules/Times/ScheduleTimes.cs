using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules.Times;

/// <summary>When a schedule acts: a pure function of its spec, to the second, and of its name for the jitter.</summary>
internal sealed class ScheduleTimes
{
    // Jumps over excluded times that one search may take; an hour each at best, so over twenty years.
    private const int MostJumps = 200_000;

    private static readonly DateTime End = new(CalendarField.Year.Maximum + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<CalendarTimes> _calendars;
    private readonly List<CalendarTimes> _excluded;
    private readonly List<(long Interval, long Phase)> _intervals;
    private readonly DateTime _start;
    private readonly DateTime _end;
    private readonly TimeSpan _jitter;
    private readonly string _seed;

    /// <param name="canonical">As made by <see cref="CanonicalSpec"/>.</param>
    /// <param name="seed">Decides the jitter: schedules with the same spec spread by it.</param>
    public ScheduleTimes(ScheduleSpec canonical, string seed)
    {
        var zone = TimeZones.Find(canonical.TimezoneName);
        Fault = zone is null ? $"unknown time zone '{canonical.TimezoneName}'" : null;
        _calendars = zone is null ? [] : [.. canonical.StructuredCalendar.Select(calendar => new CalendarTimes(calendar, zone))];
        _excluded = zone is null ? [] : [.. canonical.ExcludeStructuredCalendar.Select(calendar => new CalendarTimes(calendar, zone))];
        _intervals = zone is null ? [] : [.. canonical.Interval.Select(item => (item.Interval.Seconds, item.Phase?.Seconds ?? 0))];
        _start = canonical.StartTime?.ToDateTime() ?? DateTime.UnixEpoch;
        _end = canonical.EndTime?.ToDateTime() ?? End;
        _jitter = canonical.Jitter.Span();
        _seed = seed;
    }

    /// <summary>Why the schedule has no times although its spec has: its time zone is not known on this machine any more.</summary>
    public string? Fault { get; }

    /// <summary>The first nominal time after <paramref name="after"/>; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = after.UtcDateTime;
        if (from < _start)
        {
            from = _start.AddTicks(-1); // the start itself counts
        }

        from = new DateTime(from.Ticks - (from.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        for (var jumps = 0; jumps < MostJumps && from < _end; jumps++)
        {
            if (NextIncluded(from) is not { } next || next > _end || next >= End)
            {
                return null;
            }

            if (_excluded.Find(calendar => calendar.Matches(next)) is not { } excluding)
            {
                return new DateTimeOffset(next);
            }

            from = excluding.SkipMatching(next).AddSeconds(-1);
        }

        return null;
    }

    /// <summary>When the action of a nominal time is taken: never so late that it passes the next one.</summary>
    public DateTimeOffset Jittered(DateTimeOffset nominal)
    {
        if (_jitter < TimeSpan.FromMilliseconds(1))
        {
            return nominal;
        }

        var room = _jitter;
        if (Next(nominal) is { } next)
        {
            room = TimeMath.Smaller(room, next - nominal);
        }

        return nominal + TimeSpan.FromMilliseconds(Math.Floor(Jitter.Fraction(_seed, nominal) * room.TotalMilliseconds));
    }

    private DateTime? NextIncluded(DateTime after)
    {
        DateTime? earliest = null;
        foreach (var calendar in _calendars)
        {
            if (calendar.Next(after) is { } next && !(next >= earliest))
            {
                earliest = next;
            }
        }

        var seconds = new DateTimeOffset(after).ToUnixTimeSeconds();
        foreach (var (interval, phase) in _intervals)
        {
            var next = (FloorDivide(seconds - phase, interval) + 1) * interval + phase;
            if (next < new DateTimeOffset(End).ToUnixTimeSeconds()
                && DateTimeOffset.FromUnixTimeSeconds(next).UtcDateTime is var time && !(time >= earliest))
            {
                earliest = time;
            }
        }

        return earliest;
    }

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
