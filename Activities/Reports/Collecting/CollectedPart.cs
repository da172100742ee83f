using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>What a collector read: it stands in the report's working folder, and this says what it is.</summary>
public sealed record CollectedPart
{
    /// <summary>Of <see cref="ReportSources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the file in the working folder; null when the collector failed for good.</summary>
    public string? File { get; init; }

    public int Count { get; init; }

    /// <summary>Why something is missing; null when nothing is.</summary>
    public string? Reason { get; init; }
}
