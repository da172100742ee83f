using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>What connections and workers of a process share. Metrics go to the meter "Temporalio" of System.Diagnostics.Metrics.</summary>
public sealed class TemporalRuntime
{
    internal const string MeterName = "Temporalio";

    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        MetricMeter = new DiagnosticsMetricMeter(new Meter(MeterName));
    }

    public static TemporalRuntime Default { get; } = new(new TemporalRuntimeOptions());

    public MetricMeter MetricMeter { get; }
}
