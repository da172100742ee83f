using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>Hears how often an instrument counts each step.</summary>
internal sealed class StepCounts : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    public StepCounts(string instrument)
    {
        listener.InstrumentPublished = (published, listening) =>
        {
            if (published.Name == instrument)
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
