namespace Webhooks.Gateway.Receiving;

/// <summary>The answer to a provider that asks whether deliveries are wanted here. Nothing is stored for it.</summary>
internal sealed record Handshake
{
    /// <summary>Stable, lower-case, hyphenated: what logs and metrics call it.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>UTF-8 JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}
