using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Ledger;

/// <summary>All that is known about an accepted delivery.</summary>
public sealed record DeliveryRecord
{
    /// <summary>Order of acceptance; a cursor for lists.</summary>
    public required long Sequence { get; init; }

    public required string DeliveryId { get; init; }

    public required string Key { get; init; }

    public required string Source { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string EventName { get; init; }

    public string? Entity { get; init; }

    /// <summary>Null when the delivery has no handler; otherwise equal to <see cref="Entity"/>.</summary>
    public string? WorkflowId => WorkflowType is null ? null : Entity;

    public string? WorkflowType { get; init; }

    /// <summary>The run that took the signal.</summary>
    public string? RunId { get; init; }

    public required DeliveryState State { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? SignalledAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public Outcome? Outcome { get; init; }

    public string? RemoteAddress { get; init; }

    public required PayloadReference Payload { get; init; }

    /// <summary>How often it came again.</summary>
    public required int DuplicateCount { get; init; }

    public DateTimeOffset? LastDuplicateAt { get; init; }

    /// <summary>It came again under the same key with another body: the sender, or somebody who has the secret, misbehaves.</summary>
    public required bool HasConflict { get; init; }

    /// <summary>As given to the journal.</summary>
    public byte[]? Event { get; init; }
}
