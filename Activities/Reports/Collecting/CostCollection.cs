using Webhooks.Activities.Azure;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>
/// Costs of the days of UTC that end within the window: a day ends once, so each is in exactly one daily and one weekly report. Where Azure is
/// not asked nothing is known, and nothing is missing.
/// </summary>
public sealed class CostCollection(CostReading? costs = null)
{
    private const int DaysBefore = 7;
    private const int FewestKnown = 3;
    private const decimal Anomalous = 1.5m;
    private const string AllServices = "all services";

    internal async Task<ReportCosts> ReadAsync(ReportWindow window, CancellationToken cancellationToken)
    {
        var (first, last) = DaysOf(window);
        if (costs is null || first > last)
        {
            return new ReportCosts { IsKnown = costs is not null };
        }

        var read = await costs.DailyAsync(new DailyCostQuestion { From = first.AddDays(-DaysBefore), To = last }, cancellationToken);
        return Of(window, read);
    }

    /// <param name="window">Of the report.</param>
    /// <param name="read">Of its days and the seven before them.</param>
    internal static ReportCosts Of(ReportWindow window, DailyCosts read)
    {
        var (first, last) = DaysOf(window);
        var totals = TotalsOf(read.Costs);
        return new ReportCosts
        {
            IsKnown = read.IsKnown,
            Costs = [.. read.Costs.Where(cost => cost.Day >= first && cost.Day <= last)],
            Before = [.. totals.Where(total => total.Day < first)],
            Anomalies = [.. totals.Where(total => total.Day >= first && total.Day <= last).Select(total => Anomaly(total, totals)).OfType<CostAnomaly>()],
        };
    }

    /// <summary>The days of UTC whose last moment is within a window; the first is behind the last when there is none.</summary>
    internal static (DateOnly First, DateOnly Last) DaysOf(ReportWindow window) => (DayBefore(window.From), DayBefore(window.To).AddDays(-1));

    /// <summary>One a day and currency, of all services together; oldest first.</summary>
    internal static IReadOnlyList<DailyCost> TotalsOf(IEnumerable<DailyCost> costs) =>
    [
        .. costs
            .GroupBy(cost => (cost.Day, cost.Currency))
            .Select(group => new DailyCost { Day = group.Key.Day, Service = AllServices, Currency = group.Key.Currency, Cost = group.Sum(cost => cost.Cost) })
            .OrderBy(total => total.Day)
            .ThenBy(total => total.Currency, StringComparer.Ordinal),
    ];

    /// <summary>Average of the seven days before a day, in its currency; null when too few of them are known.</summary>
    /// <param name="day">A total.</param>
    /// <param name="totals">As <see cref="TotalsOf"/> gives them.</param>
    internal static decimal? AverageBefore(DailyCost day, IReadOnlyList<DailyCost> totals)
    {
        var before = totals.Where(total => total.Currency == day.Currency && total.Day < day.Day && total.Day >= day.Day.AddDays(-DaysBefore)).ToList();
        return before.Count < FewestKnown ? null : before.Average(total => total.Cost);
    }

    /// <summary>The first day that ends at a moment or later.</summary>
    private static DateOnly DayBefore(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(moment.UtcDateTime);
        return moment.UtcDateTime.TimeOfDay == TimeSpan.Zero ? day.AddDays(-1) : day;
    }

    private static CostAnomaly? Anomaly(DailyCost day, IReadOnlyList<DailyCost> totals) =>
        AverageBefore(day, totals) is { } average && day.Cost > average * Anomalous
            ? new CostAnomaly { Day = day.Day, Cost = day.Cost, Average = decimal.Round(average, 4), Currency = day.Currency }
            : null;
}
