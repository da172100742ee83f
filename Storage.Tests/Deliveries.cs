using System.Security.Cryptography;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Tests;

/// <summary>Deliveries that differ by number.</summary>
internal static class Deliveries
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static string Id(int number) => number.ToString("x32");

    public static byte[] Body(int number) => Encoding.UTF8.GetBytes($"{{\"number\":{number},\"text\":\"{new string('x', number % 23)}\"}}");

    public static AcceptedDelivery Facts(int number, Outcome? settledAs = null) => new()
    {
        DeliveryId = Id(number),
        Key = $"github/12/{number}",
        Source = "main",
        Provider = WebhookProvider.GitHub,
        EventName = settledAs is null ? "push" : "ping",
        Entity = $"github/repository/{number % 5}",
        WorkflowType = settledAs is null ? "GitHubRepositoryWorkflow" : null,
        ReceivedAt = Noon.AddSeconds(number),
        RemoteAddress = "192.0.2.7",
        SettledAs = settledAs,
        Event = Encoding.UTF8.GetBytes($"{{\"n\":{number}}}"),
    };

    public static DeliveryEntry Entry(int number, Outcome? settledAs = null, byte[]? body = null, long? offset = null)
    {
        body ??= Body(number);
        var start = offset ?? (128 + (number * 1000L));
        return new()
        {
            Position = new(1, start),
            Next = new(1, start + 1000),
            Facts = Facts(number, settledAs),
            Payload = new(1, start, body.Length, Hash(body)),
        };
    }

    public static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
