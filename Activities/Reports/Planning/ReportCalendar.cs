using System.Globalization;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Planning;

/// <summary>
/// Which moments belong to which report. Periods of a kind touch and do not overlap, so every moment is in exactly one: cut-offs are local times;
/// where a clock leaves one out it is the first moment after the gap, where a clock shows it twice the first of the two.
/// </summary>
public sealed class ReportCalendar(ReportSettings settings)
{
    /// <summary>Years that can be reported; others would leave the calendar.</summary>
    private const int FirstYear = 1970;
    private const int LastYear = 9998;

    public ReportSettings Settings { get; } = settings;

    /// <exception cref="ApplicationFailureException">There is no such report.</exception>
    public ReportWindow Window(ReportKind kind, string period)
    {
        var day = DayOf(kind, period);
        return new ReportWindow { From = CutOff(kind, Before(kind, day)), To = CutOff(kind, day), TimeZone = Settings.TimeZone.Id };
    }

    /// <summary>The period that a moment is in.</summary>
    public string PeriodOf(ReportKind kind, DateTimeOffset moment)
    {
        var day = Near(kind, moment);
        while (CutOff(kind, day) <= moment)
        {
            day = After(kind, day);
        }

        for (var before = Before(kind, day); CutOff(kind, before) > moment; before = Before(kind, day))
        {
            day = before;
        }

        return Name(kind, day);
    }

    /// <summary>The period whose cut-off is at that moment or was the last before it.</summary>
    public string PeriodAt(ReportKind kind, DateTimeOffset moment) => Previous(kind, PeriodOf(kind, moment));

    /// <summary>The period before.</summary>
    /// <exception cref="ApplicationFailureException">There is no such report.</exception>
    public string Previous(ReportKind kind, string period) => Name(kind, Before(kind, DayOf(kind, period)));

    /// <summary>The day at whose cut-off a period ends.</summary>
    private DateOnly DayOf(ReportKind kind, string period)
    {
        if (ReportPeriod.First(kind, period) is not { } first || first.Year is < FirstYear or > LastYear)
        {
            throw new ApplicationFailureException($"There is no report of '{period}'.", ErrorTypes.NoSuchReport, nonRetryable: true);
        }

        var day = kind switch
        {
            ReportKind.Daily => first,
            ReportKind.Weekly => first.AddDays(((int)Settings.Weekly.Day + 6) % 7),
        };
        return HasReport(kind, day)
            ? day
            : throw new ApplicationFailureException($"{period} is a day of the weekend: what happened then is in Monday's report.", ErrorTypes.NoSuchReport, nonRetryable: true);
    }

    private static string Name(ReportKind kind, DateOnly day) => kind switch
    {
        ReportKind.Daily => ReportPeriod.Of(day),
        ReportKind.Weekly => ReportPeriod.OfWeek(day),
    };

    private bool HasReport(ReportKind kind, DateOnly day) => kind switch
    {
        ReportKind.Daily => Settings.Daily.HasWeekends || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        ReportKind.Weekly => day.DayOfWeek == Settings.Weekly.Day,
    };

    private DateOnly Before(ReportKind kind, DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        }
        while (!HasReport(kind, day));
        return day;
    }

    private DateOnly After(ReportKind kind, DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!HasReport(kind, day));
        return day;
    }

    /// <summary>A day with a report, not far from a moment.</summary>
    private DateOnly Near(ReportKind kind, DateTimeOffset moment)
    {
        if (moment.Year is < FirstYear or > LastYear)
        {
            throw new ApplicationFailureException(
                string.Create(CultureInfo.InvariantCulture, $"There is no report of the year {moment.Year}."), ErrorTypes.NoSuchReport, nonRetryable: true);
        }

        return Before(kind, DateOnly.FromDateTime(moment.UtcDateTime).AddDays(1));
    }

    private DateTimeOffset CutOff(ReportKind kind, DateOnly day)
    {
        var local = day.ToDateTime(kind switch
        {
            ReportKind.Daily => Settings.Daily.CutOff,
            ReportKind.Weekly => Settings.Weekly.CutOff,
        });
        var zone = Settings.TimeZone;

        // Clocks are changed by whole minutes.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
