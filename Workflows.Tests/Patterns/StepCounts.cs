using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>Hears how often an instrument of patterns counts each step. All tests count with it; steps tell one test's from another's.</summary>
internal sealed class StepCounts : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    public StepCounts(string instrument)
    {
        listener.InstrumentPublished = (published, listening) =>
        {
            if (ReferenceEquals(published.Meter, StepMetrics.Meter) && published.Name == instrument)
            {
                listening.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "step", Value: string step })
                {
                    counts.AddOrUpdate(step, measurement, (_, known) => known + measurement);
                }
            }
        });
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    public long Of(string step) => counts.GetValueOrDefault(step);
}
