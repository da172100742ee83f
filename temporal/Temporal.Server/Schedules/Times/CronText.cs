using Temporal.Server.Engine;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules.Times;

/// <summary>What a cron string means: a calendar or an interval, and perhaps a time zone.</summary>
internal sealed record CronText
{
    public StructuredCalendarSpec? Calendar { get; private init; }

    public IntervalSpec? Interval { get; private init; }

    public string TimeZoneName { get; private init; } = "";

    /// <summary>
    /// Five fields: minute, hour, day of month, month, day of week; six: a year after them; seven: a second before all.
    /// Also <c>@hourly</c> and its like, and <c>@every interval[/phase]</c>. A prefix <c>CRON_TZ=name</c> or <c>TZ=name</c> sets the time
    /// zone; what follows <c>#</c> is a comment. Unlike in classic cron, day of month and day of week must both match.
    /// </summary>
    public static CronText Parse(string text)
    {
        var (rest, comment) = Cut(text, '#');
        var zone = "";
        if (rest.StartsWith("CRON_TZ=", StringComparison.Ordinal) || rest.StartsWith("TZ=", StringComparison.Ordinal))
        {
            (var prefix, rest) = Cut(rest, ' ');
            zone = prefix[(prefix.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        if (rest.StartsWith("@every ", StringComparison.Ordinal))
        {
            return new CronText { Interval = Every(rest["@every ".Length..]), TimeZoneName = zone };
        }

        var calendar = Fields(text, rest);
        calendar.Comment = comment;
        return new CronText { Calendar = CanonicalCalendars.From(calendar), TimeZoneName = zone };
    }

    private static CalendarSpec Fields(string text, string rest) => rest.ToLowerInvariant() switch
    {
        "@yearly" or "@annually" => new CalendarSpec { Month = "1", DayOfMonth = "1" },
        "@monthly" => new CalendarSpec { DayOfMonth = "1" },
        "@weekly" => new CalendarSpec { DayOfWeek = "0" },
        "@daily" or "@midnight" => new CalendarSpec(),
        "@hourly" => new CalendarSpec { Hour = "*" },
        _ => rest.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var minute, var hour, var day, var month, var weekday] => Named("0", minute, hour, day, month, weekday, "*"),
            [var minute, var hour, var day, var month, var weekday, var year] => Named("0", minute, hour, day, month, weekday, year),
            [var second, var minute, var hour, var day, var month, var weekday, var year] =>
                Named(second, minute, hour, day, month, weekday, year),
            _ => throw Errors.InvalidArgument($"Invalid schedule spec: '{text}' is not a cron string of 5, 6 or 7 fields"),
        },
    };

    private static CalendarSpec Named(string second, string minute, string hour, string day, string month, string weekday, string year) => new()
    {
        Second = second,
        Minute = minute,
        Hour = hour,
        DayOfMonth = day,
        Month = month,
        DayOfWeek = weekday,
        Year = year,
    };

    private static IntervalSpec Every(string text)
    {
        var (interval, phase) = Cut(text, '/');
        return new IntervalSpec
        {
            Interval = DurationText.Parse(interval),
            Phase = phase.Length > 0 ? DurationText.Parse(phase) : null,
        };
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index].Trim(), text[(index + 1)..].Trim()) : (text.Trim(), "");
}
