using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Ledger;

/// <summary>Which deliveries to list; what is null does not matter. Newest first, unless <see cref="After"/> is set.</summary>
public sealed record DeliveryFilter
{
    public const int MaximumLimit = 500;

    public DeliveryState? State { get; init; }

    public string? Source { get; init; }

    /// <summary>Only deliveries whose key begins with this tenant.</summary>
    public string? Tenant { get; init; }

    public WebhookProvider? Provider { get; init; }

    public string? EventName { get; init; }

    public string? Entity { get; init; }

    public OutcomeKind? Outcome { get; init; }

    /// <summary>Of the outcome, exactly.</summary>
    public string? Reason { get; init; }

    /// <summary>Received at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    public bool? HasConflict { get; init; }

    /// <summary>Only older ones: the smallest <see cref="DeliveryRecord.Sequence"/> of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>Only newer ones, and oldest first: the largest <see cref="DeliveryRecord.Sequence"/> of the page before, or 0.</summary>
    public long? After { get; init; }

    /// <summary>1 to <see cref="MaximumLimit"/>.</summary>
    public int Limit { get; init; } = 50;
}
