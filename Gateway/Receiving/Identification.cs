using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Receiving;

/// <summary>What a verified delivery is: which delivery, about what, and who handles it.</summary>
internal sealed record Identification
{
    /// <summary>Label of every event that the provider does not document.</summary>
    public const string OtherEvent = "other";

    public required DeliveryKey Key { get; init; }

    public required string EventName { get; init; }

    /// <summary>The name when it is one of a closed set: what metrics may be tagged with.</summary>
    public string EventLabel { get; init; } = OtherEvent;

    /// <summary>Null when the body does not say, or cannot be read.</summary>
    public EntityId? Entity { get; init; }

    /// <summary>Set when an entity workflow handles it; then <see cref="Facts"/> and <see cref="Entity"/> are too.</summary>
    public string? WorkflowType { get; init; }

    /// <summary>What was understood of it, also when no workflow wants it yet. Null when nothing was, or it is set aside.</summary>
    public DeliveryFacts? Facts { get; init; }

    /// <summary>Who made the change. Looked at and not kept; null when nobody needs to know.</summary>
    public ChangeOrigin? Origin { get; init; }

    /// <summary>Set when no workflow handles it: the outcome it has from the start.</summary>
    public Outcome? SettledAs { get; init; }

    /// <summary>What is stored: the raw bytes as received, in whatever the document came wrapped; of a list one event, with personal data redacted.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
