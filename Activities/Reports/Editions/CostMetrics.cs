using System.Diagnostics.Metrics;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>
/// Meter <c>Webhooks.Reports</c>: what the newest day cost that was read, and the seven before it on average, by currency. A report of an older day,
/// such as one that is amended, changes nothing; nothing is told before the first one is read.
/// </summary>
public sealed class CostMetrics : IDisposable
{
    private readonly Lock reading = new();
    private DateOnly day;
    private Measurement<double>[] costs = [];
    private Measurement<double>[] averages = [];

    public CostMetrics()
    {
        Meter.CreateObservableGauge<double>("webhooks.report.cost.day", () => Volatile.Read(ref costs), "{currency}", "What the newest day cost that a report has, in the currency of the tag.");
        Meter.CreateObservableGauge<double>(
            "webhooks.report.cost.average", () => Volatile.Read(ref averages), "{currency}", "Average of the seven days before that one, in the currency of the tag.");
    }

    /// <summary>Tells this one's measurements from those of another.</summary>
    internal Meter Meter { get; } = new("Webhooks.Reports");

    public void Dispose() => Meter.Dispose();

    /// <param name="report">Of a period that is over.</param>
    internal void Read(ReportCosts report)
    {
        if (report.Costs.Count == 0)
        {
            return;
        }

        var newest = report.Costs.Max(cost => cost.Day);
        var totals = CostCollection.TotalsOf([.. report.Before, .. report.Costs]);
        var ofDay = totals.Where(total => total.Day == newest).ToList();
        lock (reading)
        {
            if (newest < day)
            {
                return;
            }

            day = newest;
            Volatile.Write(ref costs, [.. ofDay.Select(total => Of(total, total.Cost))]);
            Volatile.Write(ref averages, [.. ofDay.SelectMany(total => CostCollection.AverageBefore(total, totals) is { } average ? [Of(total, average)] : Array.Empty<Measurement<double>>())]);
        }
    }

    private static Measurement<double> Of(DailyCost total, decimal cost) => new((double)cost, new KeyValuePair<string, object?>("currency", total.Currency));
}
