namespace Webhooks.Benchmarks.Running;

/// <summary>The figures of one run.</summary>
internal sealed record Sample
{
    /// <summary>Answers a second.</summary>
    public required double AcceptRate { get; init; }

    /// <summary>Deliveries a second until the last of them was done with, not only answered.</summary>
    public required double SustainedRate { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double P50 { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double P99 { get; init; }

    /// <summary>Processor time of the server for each delivery, in microseconds.</summary>
    public required double Micros { get; init; }

    /// <summary>Resident memory after the run.</summary>
    public required double Megabytes { get; init; }

    public required IReadOnlyList<long> BySecond { get; init; }

    /// <summary>The median of each figure.</summary>
    public static Sample MedianOf(IReadOnlyList<Sample> samples) => new()
    {
        AcceptRate = Median(samples.Select(sample => sample.AcceptRate)),
        SustainedRate = Median(samples.Select(sample => sample.SustainedRate)),
        P50 = Median(samples.Select(sample => sample.P50)),
        P99 = Median(samples.Select(sample => sample.P99)),
        Micros = Median(samples.Select(sample => sample.Micros)),
        Megabytes = Median(samples.Select(sample => sample.Megabytes)),
        BySecond = samples[0].BySecond,
    };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
