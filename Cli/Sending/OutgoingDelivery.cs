using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Webhooks.Cli.Sending;

/// <summary>A file as its provider would deliver it.</summary>
internal static class OutgoingDelivery
{
    /// <param name="options">How it is sent.</param>
    /// <param name="eventName">GitHub's name of the event.</param>
    /// <param name="body">Sent and signed as it is, byte for byte.</param>
    /// <exception cref="FormatException">Something cannot be sent in a header.</exception>
    public static HttpRequestMessage Of(SendOptions options, string eventName, byte[] body) => options.Format switch
    {
        DeliveryFormat.GitHub => GitHub(options, eventName, body),
        DeliveryFormat.Jira => Jira(options, body),
        DeliveryFormat.EventGrid => EventGrid(options, body),
    };

    private static HttpRequestMessage GitHub(SendOptions options, string eventName, byte[] body) => Post(options.Address, body, "application/json",
        ("User-Agent", "GitHub-Hookshot/webhooks-send"),
        ("X-GitHub-Event", eventName),
        ("X-GitHub-Delivery", options.DeliveryId ?? Guid.NewGuid().ToString()),
        ("X-GitHub-Hook-ID", options.HookId),
        ("X-Hub-Signature-256", Signature(options.Secret, body)));

    private static HttpRequestMessage Jira(SendOptions options, byte[] body) => Post(options.Address, body, "application/json; charset=UTF-8",
        ("User-Agent", "Atlassian-Webhook-HTTP-Client/webhooks-send"),
        ("X-Atlassian-Webhook-Identifier", options.DeliveryId ?? Guid.NewGuid().ToString()),
        ("X-Hub-Signature", Signature(options.Secret, body)));

    private static HttpRequestMessage EventGrid(SendOptions options, byte[] body)
    {
        var secret = Encoding.UTF8.GetString(options.Secret);
        var address = options.SecretParameter is { } parameter
            ? new UriBuilder(options.Address) { Query = $"{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(secret)}" }.Uri
            : options.Address;
        List<(string Name, string Value)> headers = [("User-Agent", "webhooks-send"), ("aeg-event-type", "Notification")];
        if (options.SecretHeader is { } header)
        {
            headers.Add((header, secret));
        }

        return Post(address, body, MediaTypeOf(body), [.. headers]);
    }

    /// <summary>CloudEvents have types of their own; Event Grid's schema is always a list of plain JSON.</summary>
    private static string MediaTypeOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var isList = json.RootElement.ValueKind == JsonValueKind.Array;
            var first = isList ? json.RootElement.EnumerateArray().FirstOrDefault() : json.RootElement;
            var isCloudEvent = first.ValueKind == JsonValueKind.Object && first.TryGetProperty("specversion", out _);
            return !isCloudEvent ? "application/json; charset=utf-8"
                : isList ? "application/cloudevents-batch+json; charset=utf-8"
                : "application/cloudevents+json; charset=utf-8";
        }
        catch (JsonException)
        {
            // Somebody may want to see what becomes of it.
            return "application/json; charset=utf-8";
        }
    }

    private static string Signature(byte[] secret, byte[] body) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))}";

    private static HttpRequestMessage Post(Uri address, byte[] body, string mediaType, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return request;
    }
}
