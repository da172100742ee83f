using Webhooks.Contracts.Reports;

namespace Webhooks.Activities.Reports.Planning;

/// <summary>What is to be read. Made once a report, so that all that is read is of one moment.</summary>
public sealed record ReportPlan
{
    public required ReportKind Kind { get; init; }

    public required string Period { get; init; }

    public required ReportWindow Window { get; init; }

    /// <summary>The period was not over.</summary>
    public required bool IsPreliminary { get; init; }

    /// <summary>Deliveries of the ledger up to this one count, and none behind it.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Of a day whose first edition is there: deliveries behind this one came after it and are late.</summary>
    public long? LateAfter { get; init; }

    /// <summary>Of a week: deliveries behind this one were not in the ledger for the report before, and count for this one even if they were received in time for that.</summary>
    public long? UnseenAfter { get; init; }

    /// <summary>When the plan was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where what is read is put meanwhile: one for each run.</summary>
    public required string Work { get; init; }
}
