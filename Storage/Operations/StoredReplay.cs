namespace Webhooks.Storage.Operations;

/// <summary>A replay as it is kept over restarts.</summary>
public sealed record StoredReplay
{
    /// <summary>32 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>To whom the one who asked is limited; null for nobody.</summary>
    public string? Tenant { get; init; }

    /// <summary>UTF-8 JSON: what was asked for and how far it is; not looked into here.</summary>
    public required byte[] Document { get; init; }

    /// <summary>What is replayed, in order: 16 bytes a delivery id. Fixed when it begins, so that it does what was confirmed and nothing else.</summary>
    public required byte[] Deliveries { get; init; }

    /// <summary>Who wants it to stop.</summary>
    public string? StopRequestedBy { get; init; }
}
