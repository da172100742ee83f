using Webhooks.Activities.Reconciling.Reporting;

namespace Webhooks.Workflows.Reconciling;

/// <summary>The result of a run: what the next one starts from, and what an operator looks up.</summary>
public sealed record ReconciliationState
{
    private const int MaximumLost = 500;

    /// <summary>Everything older was compared, and is in the ledger, asked for, or lost. Null before the first complete run.</summary>
    public DateTimeOffset? ReconciledTo { get; init; }

    /// <summary>Asked for and not there yet, oldest first.</summary>
    public IReadOnlyList<AskedDelivery> Asked { get; init; } = [];

    /// <summary>Given up, newest last; what arrives after all is taken out.</summary>
    public IReadOnlyList<LostDelivery> Lost { get; init; } = [];

    /// <summary>Of this run.</summary>
    public ReconciliationCounts Counts { get; init; } = new();

    /// <summary>Error type that ended this run early; the next one goes on from what it reached.</summary>
    public string? Failure { get; init; }

    /// <summary>Set only while a run continues as new in the middle of a log.</summary>
    public HookScan? Scan { get; init; }

    /// <summary>Set only while a run continues as new in the middle of a sweep.</summary>
    public IssueSweep? Sweep { get; init; }

    /// <summary>Remembers a loss; of very many the newest.</summary>
    internal ReconciliationState WithLost(LostDelivery lost) => this with
    {
        Lost = [.. Lost.Append(lost).TakeLast(MaximumLost)],
        Counts = Counts with { Lost = Counts.Lost + 1 },
    };
}
