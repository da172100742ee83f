using Webhooks.Contracts.Deliveries;

namespace Webhooks.Gateway.Receiving;

/// <summary>Takes the proof of a delivery off its request.</summary>
internal static class ReceivedProof
{
    private const int LongestValue = 512;

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

        return headers.Count == 0 ? null : new DeliveryProof { Version = DeliveryProof.CurrentVersion, Headers = headers };
    }
}
