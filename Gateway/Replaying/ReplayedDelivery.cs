namespace Webhooks.Gateway.Replaying;

/// <summary>What became of one delivery of a replay.</summary>
internal sealed record ReplayedDelivery
{
    /// <summary>Id of the delivery that was to be replayed.</summary>
    public required string ReplayOf { get; init; }

    /// <summary>Id of the new delivery, where its outcome can be asked for. Null when it was refused.</summary>
    public string? DeliveryId { get; init; }

    public bool IsVerified { get; init; }

    public ReplayRefusal? Refusal { get; init; }
}
