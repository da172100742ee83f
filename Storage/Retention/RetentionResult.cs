namespace Webhooks.Storage.Retention;

/// <summary>What one look removed, and what is left.</summary>
public sealed record RetentionResult
{
    public required int SegmentsDropped { get; init; }

    public required long BytesFreed { get; init; }

    public required long DeliveriesForgotten { get; init; }

    public required int RejectionsForgotten { get; init; }

    /// <summary>Size of the journal after it.</summary>
    public required long JournalBytes { get; init; }

    /// <summary>Segments that are old enough and stay because a delivery of them has no outcome.</summary>
    public required int SegmentsHeld { get; init; }

    /// <summary>The journal is larger than it may be, and nothing more of it can go.</summary>
    public required bool IsOverLimit { get; init; }
}
