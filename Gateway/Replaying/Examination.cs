using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>What reading, verifying and identifying a stored delivery once more found.</summary>
internal sealed record Examination
{
    /// <summary>Null: it can be replayed.</summary>
    public ReplayRefusal? Refusal { get; init; }

    /// <summary>The signature holds over the bytes that are stored.</summary>
    public bool IsVerified { get; init; }

    /// <summary>Set unless there is a <see cref="Refusal"/>.</summary>
    public Identification? Delivery { get; init; }

    public Source? Source { get; init; }

    public DeliveryFacts Facts { get; init; } = new();

    public required DeliveryRecord Record { get; init; }
}
