namespace Webhooks.Contracts.Reports;

public sealed record ReportStep
{
    /// <summary>Of a closed set, lower case with hyphens: <c>collect-commits</c>.</summary>
    public required string Name { get; init; }

    public required ReportStepState State { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Name of the failure of what failed, was skipped or has a fallback.</summary>
    public string? Reason { get; init; }
}
