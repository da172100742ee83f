using Webhooks.Contracts.Reports;

namespace Webhooks.Benchmarks.Week;

/// <summary>A report that was asked for, and what it took.</summary>
internal sealed record WrittenReport
{
    public required ReportResult Result { get; init; }

    /// <summary>As its workflow told them afterwards.</summary>
    public required IReadOnlyList<ReportStep> Steps { get; init; }

    /// <summary>From asking to done.</summary>
    public required double Seconds { get; init; }

    /// <summary>Processor time of the worker meanwhile, in seconds.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>The most resident memory that the worker has had since it was started.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Sizes of its documents in bytes, by name.</summary>
    public required IReadOnlyDictionary<string, long> Documents { get; init; }

    /// <returns>Seconds; null when the step was not done.</returns>
    public double? SecondsOf(string step) =>
        Steps.FirstOrDefault(each => each.Name == step) is { State: ReportStepState.Done, StartedAt: { } start, EndedAt: { } end } ? (end - start).TotalSeconds : null;
}
