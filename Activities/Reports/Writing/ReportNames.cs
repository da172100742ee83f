using System.Globalization;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>What a report, its period and its documents are called.</summary>
internal static class ReportNames
{
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string PowerPoint = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

    private const int DaysToFriday = 4;

    /// <summary>Of the document: <c>Daily documentation</c>.</summary>
    public static string Title(ReportKind kind) => kind switch
    {
        ReportKind.Daily => "Daily documentation",
        ReportKind.Weekly => "Investor report",
    };

    /// <summary><c>Friday, 20 November 2026</c>, or <c>week 47 of 2026</c>.</summary>
    public static string Period(ReportEdition edition)
    {
        var first = First(edition);
        return edition.Kind switch
        {
            ReportKind.Daily => first.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
            ReportKind.Weekly => $"week {int.Parse(edition.Period.AsSpan(6), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)} of {edition.Period[..4]}",
        };
    }

    /// <summary>The days that a week is named for: <c>16 to 20 November 2026</c>.</summary>
    public static string Days(ReportEdition edition)
    {
        var (monday, friday) = (First(edition), First(edition).AddDays(DaysToFriday));
        var from = monday.ToString(monday.Year != friday.Year ? "d MMMM yyyy" : monday.Month != friday.Month ? "d MMMM" : "%d", CultureInfo.InvariantCulture);
        return $"{from} to {ReportLines.Day(friday)}";
    }

    public static string Before(ReportKind kind) => kind switch
    {
        ReportKind.Daily => "the report before",
        ReportKind.Weekly => "the week before",
    };

    public static string Window(ReportWindow window)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(window.TimeZone);
        return $"{Moment(window.From, zone)} to {Moment(window.To, zone)} ({window.TimeZone})";
    }

    /// <summary>In the zone of the report: <c>20 November 2026, 18:05</c>.</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>edition 2</c>, <c>preliminary</c>.</summary>
    public static string Edition(ReportEdition edition) =>
        edition.Number == 0 ? "preliminary" : string.Create(CultureInfo.InvariantCulture, $"edition {edition.Number}");

    /// <summary>Name of a document with extension; the first edition has no mark.</summary>
    /// <param name="document">Such as <c>Daily Documentation</c>.</param>
    public static string File(ReportEdition edition, string document, string extension) =>
        $"{document} {edition.Period}{(edition.Number == 1 ? "" : $" ({Edition(edition)})")}.{extension}";

    /// <summary>In the document store.</summary>
    public static string Folder(ReportEdition edition)
    {
        var kind = edition.Kind switch
        {
            ReportKind.Daily => "Daily Reports",
            ReportKind.Weekly => "Weekly Reports",
        };
        return $"{kind}/{First(edition).ToString("yyyy-MM", CultureInfo.InvariantCulture)}";
    }

    private static DateOnly First(ReportEdition edition) =>
        ReportPeriod.First(edition.Kind, edition.Period) ?? throw new ArgumentException($"'{edition.Period}' is not a period of a report.", nameof(edition));
}
