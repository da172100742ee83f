using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A delivery as GitHub would send it, with every part open to change.</summary>
internal sealed record Delivery
{
    public string Source { get; init; } = "hello";

    public string Secret { get; init; } = GatewayApp.Secret;

    public byte[] Body { get; init; } = Encoding.UTF8.GetBytes(Push());

    public string Guid { get; init; } = System.Guid.NewGuid().ToString();

    public string Hook { get; init; } = "4711";

    public string Event { get; init; } = "push";

    public string ContentType { get; init; } = "application/json";

    /// <summary>What the gateway must call it.</summary>
    public string Id => DeliveryKey.From(Source == "tenant" ? "octo" : null, "github", $"{Source}:{Hook}", Guid).DeliveryId;

    public static string Push(long repository = 186853002, string after = "6113728f27ae82c7b1a177c8d03f9e96e0adf246") =>
        $$"""
        { "ref":"refs/heads/main","before":"{{new string('0', 40)}}","after":"{{after}}","created":true,"deleted":false,"forced":false,
        "commits":[{"id":"{{after}}","message":"Say hello","distinct":true}],
        "repository":{"id":{{repository}},"name":"Hello-World","owner":{"name":"Codertocat","login":"Codertocat"} } }
        """;

    public static string Sign(byte[] body, string secret = GatewayApp.Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public HttpRequestMessage Unsigned() => Request(null);

    public HttpRequestMessage Signed() => Request(Sign(Body, Secret));

    /// <summary>With a signature header of exactly this text, or none.</summary>
    public HttpRequestMessage Request(string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{Source}") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", Event);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", Guid);
        request.Headers.TryAddWithoutValidation("X-GitHub-Hook-ID", Hook);
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        }

        return request;
    }
}
