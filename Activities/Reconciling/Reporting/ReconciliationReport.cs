namespace Webhooks.Activities.Reconciling.Reporting;

/// <summary>The end of a run, for logs and metrics.</summary>
public sealed record ReconciliationReport
{
    public required string Source { get; init; }

    public required ReconciliationCounts Counts { get; init; }

    /// <summary>Lost in this run.</summary>
    public required IReadOnlyList<LostDelivery> Lost { get; init; }

    /// <summary>Error type that ended the run early; null when it reached its end.</summary>
    public required string? Failure { get; init; }

    /// <summary>Everything up to here was compared. Null when nothing was ever.</summary>
    public required DateTimeOffset? ReconciledTo { get; init; }

    /// <summary>Whether what the provider still has to say may soon be out of its reach, so that a person must act.</summary>
    public required bool IsUrgent { get; init; }
}
