using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>Does every accepted delivery have its one outcome?</summary>
public sealed record LedgerAudit
{
    /// <summary>How far the journal is indexed.</summary>
    public required JournalPosition Position { get; init; }

    public required long Accepted { get; init; }

    /// <summary>Accepted, for a workflow, not yet signalled and without outcome.</summary>
    public required long Pending { get; init; }

    /// <summary>Accepted without outcome, signalled or not.</summary>
    public required long Unsettled { get; init; }

    public DateTimeOffset? OldestUnsettledAt { get; init; }

    public required IReadOnlyDictionary<OutcomeKind, long> Outcomes { get; init; }

    /// <summary>Outcomes of deliveries that the ledger does not know (yet).</summary>
    public required long OutcomesWithoutDelivery { get; init; }

    /// <summary>Deliveries that came again with another body.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Stretches of the journal that could not be read.</summary>
    public required long DamagedRecords { get; init; }
}
