using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Worker.Reconciling;
using Webhooks.Worker.Reports;

namespace Webhooks.Worker.Schedules;

/// <summary>All schedules of the product.</summary>
public static class ProductSchedules
{
    /// <summary>Of every id.</summary>
    public const string Prefix = "webhooks-";

    /// <summary>As the worker applies them. Adds every mistake; with a mistake they must not be used.</summary>
    public static IReadOnlyList<ScheduleSet> Read(IConfiguration configuration, ICollection<string> mistakes) =>
    [
        ReconciliationSchedule.SetOf(ReconcilerSettings.Read(configuration, mistakes)),
        ReportSchedules.Of(ReportSettings.Read(configuration, mistakes)),
    ];
}
