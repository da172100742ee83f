using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>An accepted delivery; <see cref="PayloadReader"/> gives the body.</summary>
public sealed record DeliveryEntry : JournalEntry
{
    public required AcceptedDelivery Facts { get; init; }

    public required PayloadReference Payload { get; init; }
}
