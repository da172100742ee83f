namespace Webhooks.Contracts.Reports;

/// <summary>What a report's workflow ends with.</summary>
public sealed record ReportResult
{
    public required string Period { get; init; }

    /// <summary>1 for the first, 0 for a preliminary one.</summary>
    public required int Edition { get; init; }

    /// <summary>The edition was there already, with the same data: its documents are in their place, and nobody was told again.</summary>
    public required bool IsUnchanged { get; init; }

    public required IReadOnlyList<PublishedDocument> Documents { get; init; }

    public required int Commits { get; init; }

    public required int Tickets { get; init; }

    public required int Deployments { get; init; }

    /// <summary>Null when no mail was due.</summary>
    public bool? IsMailed { get; init; }

    /// <summary>Names of the sources that could not be read.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Steps that were left out or done in the lesser way.</summary>
    public IReadOnlyList<ReportStep> Remarks { get; init; } = [];
}
