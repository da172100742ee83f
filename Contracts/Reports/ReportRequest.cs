namespace Webhooks.Contracts.Reports;

/// <summary>Which report to write. Writing one again that has not changed makes no new edition.</summary>
public sealed record ReportRequest
{
    /// <summary><see cref="ReportPeriod"/> of the workflow's kind.</summary>
    public required string Period { get; init; }

    /// <summary>A period that is not over gives a preliminary report, which is told to nobody unless this is set.</summary>
    public bool AnnouncesPreliminary { get; init; }
}
