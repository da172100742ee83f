using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>Which anomalies an edition that is published told: of the same period, or of the day that the costs were in.</summary>
internal sealed class ToldAnomalies(ReportCalendar calendar, ReportFolder folder)
{
    public IReadOnlyList<CostAnomaly> Untold(ReportPlan plan, IReadOnlyList<CostAnomaly> anomalies)
    {
        if (anomalies.Count == 0)
        {
            return [];
        }

        var told = Told(folder.EditionsOf(plan.Kind, plan.Period));
        return
        [
            .. anomalies.Where(anomaly => !told.Contains(Name(anomaly))
                && (plan.Kind == ReportKind.Daily || !Told(folder.EditionsOf(ReportKind.Daily, DayOf(anomaly))).Contains(Name(anomaly)))),
        ];
    }

    /// <summary>The daily report in which the costs of the anomaly's day are.</summary>
    private string DayOf(CostAnomaly anomaly) => calendar.PeriodOf(ReportKind.Daily, new DateTimeOffset(anomaly.Day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));

    private static HashSet<(DateOnly Day, string Currency)> Told(IReadOnlyList<EditionManifest> editions) =>
        [.. editions.SelectMany(manifest => manifest.Edition.Anomalies).Select(Name)];

    private static (DateOnly Day, string Currency) Name(CostAnomaly anomaly) => (anomaly.Day, anomaly.Currency);
}
