namespace Webhooks.Storage.Ledger;

/// <summary>What the ledger knows of a journal segment that it has indexed to the end.</summary>
public sealed record LedgerSegment
{
    public required long Number { get; init; }

    public required long Deliveries { get; init; }

    /// <summary>When the newest delivery of it was received.</summary>
    public required DateTimeOffset NewestAt { get; init; }

    /// <summary>Its file was removed; the deliveries are still known.</summary>
    public required bool IsDropped { get; init; }

    /// <summary>A delivery of it has no outcome yet.</summary>
    public required bool HasUnsettled { get; init; }
}
