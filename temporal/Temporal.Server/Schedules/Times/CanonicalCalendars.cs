using Temporal.Server.Engine;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules.Times;

/// <summary>Brings calendars to the one form that is stored and shown: ranges with start, end and step.</summary>
internal static class CanonicalCalendars
{
    private const int LongestComment = 200;

    public static StructuredCalendarSpec From(CalendarSpec calendar) => new()
    {
        Second = { CalendarField.Second.Parse(calendar.Second) },
        Minute = { CalendarField.Minute.Parse(calendar.Minute) },
        Hour = { CalendarField.Hour.Parse(calendar.Hour) },
        DayOfMonth = { CalendarField.DayOfMonth.Parse(calendar.DayOfMonth) },
        Month = { CalendarField.Month.Parse(calendar.Month) },
        Year = { CalendarField.Year.Parse(calendar.Year) },
        DayOfWeek = { CalendarField.DayOfWeek.Parse(calendar.DayOfWeek) },
        Comment = Comment(calendar.Comment),
    };

    public static StructuredCalendarSpec From(StructuredCalendarSpec calendar) => new()
    {
        Second = { CalendarField.Second.Canonical(calendar.Second) },
        Minute = { CalendarField.Minute.Canonical(calendar.Minute) },
        Hour = { CalendarField.Hour.Canonical(calendar.Hour) },
        DayOfMonth = { CalendarField.DayOfMonth.Canonical(calendar.DayOfMonth) },
        Month = { CalendarField.Month.Canonical(calendar.Month) },
        Year = { CalendarField.Year.Canonical(calendar.Year) },
        DayOfWeek = { CalendarField.DayOfWeek.Canonical(calendar.DayOfWeek) },
        Comment = Comment(calendar.Comment),
    };

    private static string Comment(string text) => text.Length <= LongestComment
        ? text
        : throw Errors.InvalidArgument($"Invalid schedule spec: a comment is longer than {LongestComment} characters");
}
