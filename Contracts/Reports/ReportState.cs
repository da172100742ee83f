namespace Webhooks.Contracts.Reports;

/// <summary>Answer to <see cref="WorkflowNames.StateQuery"/> of a report: how far it is.</summary>
public sealed record ReportState
{
    public required string Period { get; init; }

    /// <summary>Null until it is known; 0 while the period is not over.</summary>
    public int? Edition { get; init; }

    /// <summary>In the order in which they are done; those side by side follow each other.</summary>
    public required IReadOnlyList<ReportStep> Steps { get; init; }
}
