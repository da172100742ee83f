using System.Net.Mime;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.GitHub;
using Webhooks.Gateway.Receiving;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>The request that a delivery came with, as far as it is kept.</summary>
internal static class StoredRequest
{
    public static HttpRequest Of(DeliveryRecord record, DeliveryProof? proof, ReadOnlySpan<byte> body)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = HttpMethods.Post;
        foreach (var (name, value) in proof?.Headers ?? Recalled(record, body))
        {
            request.Headers[name] = value;
        }

        return request;
    }

    /// <summary>Of a delivery without kept headers the ledger knows enough to identify it, though not to verify it.</summary>
    private static Dictionary<string, string> Recalled(DeliveryRecord record, ReadOnlySpan<byte> body) => record.Provider switch
    {
        WebhookProvider.GitHub => new(StringComparer.Ordinal)
        {
            [GitHubHeaders.Event] = record.EventName,
            [GitHubHeaders.Delivery] = record.DeliveryId,
            ["Content-Type"] = body.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? MediaTypeNames.Application.Json : MediaTypeNames.Application.FormUrlEncoded,
        },
        WebhookProvider.Jira or WebhookProvider.EventGrid => [],
    };
}
