using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>The verified facts of a delivery, stored beside its raw body.</summary>
public sealed record AcceptedDelivery
{
    /// <summary>32 lower-case hex digits.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Canonical delivery key.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the configured source.</summary>
    public required string Source { get; init; }

    public required WebhookProvider Provider { get; init; }

    public required string EventName { get; init; }

    /// <summary>Entity id text; also the workflow id when there is a <see cref="WorkflowType"/>.</summary>
    public string? Entity { get; init; }

    /// <summary>Which workflow is to be signalled; null when none is.</summary>
    public string? WorkflowType { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>Set when the delivery ends at the door; the ledger writes it as the outcome.</summary>
    public Outcome? SettledAs { get; init; }

    /// <summary>UTF-8 JSON of the event without its payload reference; not looked into here.</summary>
    public byte[]? Event { get; init; }
}
