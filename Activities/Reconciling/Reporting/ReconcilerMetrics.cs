using System.Diagnostics.Metrics;

namespace Webhooks.Activities.Reconciling.Reporting;

/// <summary>Meter <c>Webhooks.Reconciler</c>. Tags come from closed sets and the configuration.</summary>
public sealed class ReconcilerMetrics
{
    public const string MeterName = "Webhooks.Reconciler";

    private readonly Counter<long> runs;
    private readonly Counter<long> requested;
    private readonly Counter<long> recovered;
    private readonly Counter<long> lost;

    public ReconcilerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        runs = meter.CreateCounter<long>("webhooks.reconciler.runs", "{run}", "Runs that ended; one that does not grow any more is an alarm too.");
        requested = meter.CreateCounter<long>("webhooks.reconciler.requested", "{delivery}", "Redeliveries asked for and deliveries posted.");
        recovered = meter.CreateCounter<long>("webhooks.reconciler.recovered", "{delivery}", "Missing deliveries that arrived.");
        lost = meter.CreateCounter<long>("webhooks.reconciler.lost", "{delivery}", "Deliveries that cannot be got back.");
    }

    internal void Record(ReconciliationReport report)
    {
        var source = new KeyValuePair<string, object?>("source", report.Source);
        runs.Add(1, source, new KeyValuePair<string, object?>("outcome", report.Failure ?? "complete"));
        requested.Add(report.Counts.Requested, source);
        recovered.Add(report.Counts.Recovered, source);
        foreach (var reason in report.Lost.CountBy(each => each.Reason, StringComparer.Ordinal))
        {
            lost.Add(reason.Value, source, new KeyValuePair<string, object?>("reason", reason.Key));
        }
    }
}
