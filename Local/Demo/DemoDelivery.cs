using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>A delivery as its provider makes it: body, headers, and the proof of who sends.</summary>
internal sealed record DemoDelivery
{
    private readonly byte[] body;
    private readonly IReadOnlyDictionary<string, string> headers;

    private DemoDelivery(LocalSource source, byte[] body, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        Source = source;
        this.body = body;
        this.headers = headers.ToArray().ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal);
    }

    /// <summary>The provider, for people.</summary>
    public required string From { get; init; }

    /// <summary>What it tells, for people.</summary>
    public required string What { get; init; }

    public LocalSource Source { get; }

    public static DemoDelivery OfGitHub(LocalSource source, string what, string eventName, string id, byte[] body) => new(
        source, body, ("X-GitHub-Event", eventName), ("X-GitHub-Delivery", id), ("X-GitHub-Hook-ID", "1"), ("X-Hub-Signature-256", Signature(source, body)))
    {
        From = "GitHub",
        What = what,
    };

    public static DemoDelivery OfJira(LocalSource source, string what, string id, byte[] body) => new(
        source, body, ("X-Atlassian-Webhook-Identifier", id), ("X-Atlassian-Webhook-Flow", "Primary"), ("X-Hub-Signature", Signature(source, body)))
    {
        From = "Jira",
        What = what,
    };

    public static DemoDelivery OfEventGrid(LocalSource source, string what, byte[] body) => new(
        source, body, ("aeg-event-type", "Notification"), ("aeg-delivery-count", "0"), (source.SecretHeader, source.Secret))
    {
        From = "Azure",
        What = what,
    };

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/webhooks/{Source.Name}", UriKind.Relative))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }

    private static string Signature(LocalSource source, byte[] body) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(source.Secret), body))}";
}
