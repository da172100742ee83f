using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Receiving;

/// <summary>What a verified delivery is: which delivery, about what, and who handles it.</summary>
internal sealed record Identification
{
    public required DeliveryKey Key { get; init; }

    public required string EventName { get; init; }

    /// <summary>Null when the body does not say, or cannot be read.</summary>
    public EntityId? Entity { get; init; }

    /// <summary>Set together with <see cref="Facts"/> when an entity workflow handles it.</summary>
    public string? WorkflowType { get; init; }

    public DeliveryFacts? Facts { get; init; }

    /// <summary>Set when no workflow handles it: the outcome it has from the start.</summary>
    public Outcome? SettledAs { get; init; }

    /// <summary>What is stored for the handlers: the raw body, or the document inside it when it came wrapped in a form.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
