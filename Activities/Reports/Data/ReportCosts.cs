using Webhooks.Activities.Azure;

namespace Webhooks.Activities.Reports.Data;

/// <summary>What Azure cost. Known only where Azure is asked.</summary>
public sealed record ReportCosts
{
    public required bool IsKnown { get; init; }

    /// <summary>The days (UTC) that count for this report.</summary>
    public IReadOnlyList<DailyCost> Costs { get; init; } = [];

    /// <summary>Total a day and currency of the seven days before each day that counts, for comparison.</summary>
    public IReadOnlyList<DailyCost> Before { get; init; } = [];

    public IReadOnlyList<CostAnomaly> Anomalies { get; init; } = [];
}
