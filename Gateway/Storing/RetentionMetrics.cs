using System.Diagnostics.Metrics;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Retention;

namespace Webhooks.Gateway.Storing;

/// <summary>What retention removed, and how large the journal is.</summary>
internal sealed class RetentionMetrics
{
    private readonly Counter<long> segments;
    private readonly Counter<long> bytes;
    private readonly Counter<long> forgotten;
    private readonly Counter<long> failures;
    private long journalBytes;
    private int held;

    public RetentionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayMetrics.MeterName);
        segments = meter.CreateCounter<long>("webhooks.retention.segments", "{segment}", "Journal segments dropped.");
        bytes = meter.CreateCounter<long>("webhooks.retention.bytes", "By", "Disk freed by dropping journal segments.");
        forgotten = meter.CreateCounter<long>("webhooks.retention.deliveries", "{delivery}", "Deliveries removed from the ledger.");
        failures = meter.CreateCounter<long>("webhooks.retention.failures", "{run}", "Runs of retention that ended with an error.");
        meter.CreateObservableGauge("webhooks.journal.size", () => Interlocked.Read(ref journalBytes), "By", "Size of the delivery journal on disk.");
        meter.CreateObservableGauge(
            "webhooks.journal.held", () => Volatile.Read(ref held), "{segment}", "Segments older than the retention that a delivery without outcome holds.");
    }

    public void Ran(RetentionResult result)
    {
        segments.Add(result.SegmentsDropped);
        bytes.Add(result.BytesFreed);
        forgotten.Add(result.DeliveriesForgotten);
        Interlocked.Exchange(ref journalBytes, result.JournalBytes);
        Volatile.Write(ref held, result.SegmentsHeld);
    }

    public void Failed() => failures.Add(1);
}
