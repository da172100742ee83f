using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules.Times;

/// <summary>
/// The times of one calendar: every second at which the clocks of the time zone show a time that matches all fields. So a local time
/// that a change of the clocks skips never matches, and one that they show twice matches twice.
/// </summary>
internal sealed class CalendarTimes(StructuredCalendarSpec canonical, TimeZoneInfo zone)
{
    private readonly bool[] _second = CalendarField.Second.Matches(canonical.Second);
    private readonly bool[] _minute = CalendarField.Minute.Matches(canonical.Minute);
    private readonly bool[] _hour = CalendarField.Hour.Matches(canonical.Hour);
    private readonly bool[] _day = CalendarField.DayOfMonth.Matches(canonical.DayOfMonth);
    private readonly bool[] _month = CalendarField.Month.Matches(canonical.Month);
    private readonly bool[] _weekday = CalendarField.DayOfWeek.Matches(canonical.DayOfWeek);
    private readonly bool[] _year = CalendarField.Year.Matches(canonical.Year);

    public bool Matches(DateTime utc)
    {
        var local = Local(utc);
        return MatchesDay(local) && _hour[local.Hour] && _minute[local.Minute] && _second[local.Second];
    }

    /// <summary>The first matching whole second after <paramref name="utc"/>; null when there is none up to the end of the last year.</summary>
    public DateTime? Next(DateTime utc)
    {
        var from = utc;
        while (true)
        {
            var offset = zone.GetUtcOffset(from);
            var next = NextLocal(from + offset) - offset;
            // Without a match ahead, only an hour that the clocks are about to show again can bring one.
            var transition = zone.NextTransition(from, next ?? from.AddDays(1));
            if (transition is not { } changed)
            {
                return next;
            }

            // Found by an offset that ends before it: look again from where the next one begins.
            if (Matches(changed))
            {
                return changed;
            }

            from = changed;
        }
    }

    /// <summary>The end of the run of matching seconds that <paramref name="utc"/> is in, or a time before that: nothing in between fails to match.</summary>
    public DateTime SkipMatching(DateTime utc)
    {
        var local = Local(utc);
        var seconds = !Array.TrueForAll(_second, matches => matches) ? 1
            : !Array.TrueForAll(_minute, matches => matches) ? 60 - local.Second
            : 3600 - (local.Minute * 60) - local.Second;
        return utc.AddSeconds(seconds);
    }

    private DateTime Local(DateTime utc) => DateTime.SpecifyKind(utc + zone.GetUtcOffset(utc), DateTimeKind.Unspecified);

    private bool MatchesDay(DateTime day) =>
        day.Year >= CalendarField.Year.Minimum && day.Year <= CalendarField.Year.Maximum && _year[day.Year - CalendarField.Year.Minimum]
        && _month[day.Month - 1] && _day[day.Day - 1] && _weekday[(int)day.DayOfWeek];

    /// <summary>The next match after a local time, by the fields alone.</summary>
    private DateTime? NextLocal(DateTime after)
    {
        var time = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        for (var day = time.Date; day.Year <= CalendarField.Year.Maximum;)
        {
            if (day.Year < CalendarField.Year.Minimum || !_year[day.Year - CalendarField.Year.Minimum])
            {
                day = new DateTime(Math.Max(day.Year + 1, CalendarField.Year.Minimum), 1, 1, 0, 0, 0, DateTimeKind.Utc);
            }
            else if (!_month[day.Month - 1])
            {
                day = new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            }
            else if (MatchesDay(day) && NextInDay(day == time.Date ? time.TimeOfDay : TimeSpan.Zero) is { } timeOfDay)
            {
                return day + timeOfDay;
            }
            else
            {
                day = day.AddDays(1);
            }
        }

        return null;
    }

    private TimeSpan? NextInDay(TimeSpan from)
    {
        for (var hour = from.Hours; hour < 24; hour++)
        {
            if (!_hour[hour])
            {
                continue;
            }

            for (var minute = hour == from.Hours ? from.Minutes : 0; minute < 60; minute++)
            {
                if (!_minute[minute])
                {
                    continue;
                }

                var isFirst = hour == from.Hours && minute == from.Minutes;
                if (Array.IndexOf(_second, value: true, isFirst ? from.Seconds : 0) is >= 0 and var second)
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }
}
