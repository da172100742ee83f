using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Replaying;

/// <summary>The answer of a dry run.</summary>
internal sealed record ReplayPreview
{
    /// <summary>How many would be replayed; what <c>confirm</c> has to say.</summary>
    public required int Count { get; init; }

    /// <summary>Whether <c>confirm</c> is required for so many.</summary>
    public required bool NeedsConfirmation { get; init; }

    /// <summary>The first ones, oldest first; each was read, verified and identified as the replay would.</summary>
    public required IReadOnlyList<PreviewedDelivery> Deliveries { get; init; }

    /// <summary>There are more than <see cref="Deliveries"/> names.</summary>
    public required bool IsCut { get; init; }
}

/// <summary>A delivery that would be replayed, or refused.</summary>
internal sealed record PreviewedDelivery
{
    public required string DeliveryId { get; init; }

    public required string Source { get; init; }

    public required string Event { get; init; }

    public string? Entity { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DeliveryState State { get; init; }

    public OutcomeKind? Outcome { get; init; }

    public string? OutcomeReason { get; init; }

    public bool IsVerified { get; init; }

    /// <summary>Why it would be refused; null when it would be replayed.</summary>
    public ReplayRefusal? Refusal { get; init; }
}
