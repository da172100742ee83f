using System.Text.Json.Serialization;

namespace Webhooks.Contracts.Deliveries;

/// <summary>
/// Headers that a delivery came with: what it takes to identify and verify it again. A signature over the body is among them, which is no
/// secret; tokens and shared secrets never are.
/// </summary>
public sealed record DeliveryProof
{
    /// <summary>Changes when the meaning of what is kept does.</summary>
    public const int CurrentVersion = 1;

    [JsonPropertyName("v")]
    public required int Version { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public override string ToString() => nameof(DeliveryProof);
}
