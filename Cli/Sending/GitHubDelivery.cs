using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Webhooks.Cli.Sending;

/// <summary>A file as GitHub would deliver it.</summary>
internal sealed record GitHubDelivery
{
    /// <summary>As the person gave it.</summary>
    public required string File { get; init; }

    public required string EventName { get; init; }

    public required string DeliveryId { get; init; }

    public required string HookId { get; init; }

    /// <param name="address">Of the source.</param>
    /// <param name="body">Signed as it is, byte for byte.</param>
    /// <param name="secret">Of the source.</param>
    public HttpRequestMessage Signed(Uri address, byte[] body, ReadOnlySpan<byte> secret) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        Headers =
        {
            { "User-Agent", "GitHub-Hookshot/webhooks-send" },
            { "X-GitHub-Event", EventName },
            { "X-GitHub-Delivery", DeliveryId },
            { "X-GitHub-Hook-ID", HookId },
            { "X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))}" },
        },
    };
}
