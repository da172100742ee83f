using System.Text.Json.Serialization;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// Headers that a delivery came with: what it takes to identify and verify it again. A signature over the body is among them, which is no
/// secret; tokens and shared secrets never are.
/// </summary>
internal sealed record DeliveryProof
{
    /// <summary>Changes when the meaning of what is kept does.</summary>
    public const int CurrentVersion = 1;

    private const int LongestValue = 512;

    [JsonPropertyName("v")]
    public required int Version { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <returns>Null when nothing of the request may be kept.</returns>
    public static DeliveryProof? Of(HttpRequest request, IReadOnlyList<string> kept)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in kept)
        {
            if (request.Headers[name] is [{ Length: > 0 and <= LongestValue } value])
            {
                headers.Add(name, value);
            }
        }

        return headers.Count == 0 ? null : new DeliveryProof { Version = CurrentVersion, Headers = headers };
    }

    public override string ToString() => nameof(DeliveryProof);
}
