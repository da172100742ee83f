namespace Temporalio.Common;

/// <summary>Creates metrics that carry the tags of where they were made.</summary>
public abstract class MetricMeter
{
    public abstract MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
