using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Temporalio.Common;

using Tags = ImmutableDictionary<string, object?>;

/// <summary>User metrics over System.Diagnostics.Metrics, under the meter "Temporalio": whoever listens there gets them.</summary>
internal sealed class DiagnosticsMetricMeter : MetricMeter
{
    private readonly Meter meter;
    private readonly Tags tags;

    internal DiagnosticsMetricMeter(Meter meter)
        : this(meter, Tags.Empty)
    {
    }

    private DiagnosticsMetricMeter(Meter meter, Tags tags) => (this.meter, this.tags) = (meter, tags);

    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null) =>
        new CounterOf<T>(meter.CreateCounter<T>(name, unit, description), tags);

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new HistogramOf<T>(meter.CreateHistogram<T>(name, unit, description), tags);

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null) =>
        new GaugeOf<T>(meter.CreateGauge<T>(name, unit, description), tags);

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new DiagnosticsMetricMeter(meter, Merge(this.tags, tags));

    private static Tags Merge(Tags tags, IEnumerable<KeyValuePair<string, object>>? more) =>
        more is null ? tags : tags.SetItems(more.Select(each => KeyValuePair.Create(each.Key, (object?)each.Value)));

    private static ReadOnlySpan<KeyValuePair<string, object?>> Flat(Tags tags, IEnumerable<KeyValuePair<string, object>>? extra) =>
        Merge(tags, extra).ToArray();

    private sealed class CounterOf<T>(Counter<T> counter, Tags own) : MetricCounter<T>(counter.Name, counter.Unit, counter.Description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => counter.Add(value, Flat(own, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new CounterOf<T>(counter, Merge(own, tags));
    }

    private sealed class HistogramOf<T>(Histogram<T> histogram, Tags own)
        : MetricHistogram<T>(histogram.Name, histogram.Unit, histogram.Description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            histogram.Record(value, Flat(own, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
            new HistogramOf<T>(histogram, Merge(own, tags));
    }

    private sealed class GaugeOf<T>(Gauge<T> gauge, Tags own) : MetricGauge<T>(gauge.Name, gauge.Unit, gauge.Description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => gauge.Record(value, Flat(own, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags) => new GaugeOf<T>(gauge, Merge(own, tags));
    }
}
