using System.Globalization;

namespace Webhooks.Contracts.Reports;

/// <summary>Names of periods: <c>2026-11-20</c> is a day, <c>2026-W47</c> a week as ISO 8601 counts them, from Monday on.</summary>
public static class ReportPeriod
{
    private const string DayFormat = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string OfWeek(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):0000}-W{ISOWeek.GetWeekOfYear(date):00}");
    }

    /// <summary>The day; or of a week its Monday.</summary>
    /// <returns>Null when it is not the name of such a period.</returns>
    public static DateOnly? First(ReportKind kind, string? name) => kind switch
    {
        ReportKind.Daily => DateOnly.TryParseExact(name, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        ReportKind.Weekly => Monday(name),
    };

    /// <summary>Id of the one workflow that writes a period's editions, one after another.</summary>
    public static string WorkflowId(ReportKind kind, string period) => kind switch
    {
        ReportKind.Daily => $"daily-documentation-{period}",
        ReportKind.Weekly => $"weekly-investor-report-{period}",
    };

    private static DateOnly? Monday(string? name)
    {
        if (name is not { Length: 8 } || name[4..6] != "-W"
            || !int.TryParse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(name.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            || year is 0 or 9999 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return null;
        }

        return DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
    }
}
