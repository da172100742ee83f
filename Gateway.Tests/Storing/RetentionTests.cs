using System.Net;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Storing;

public sealed class RetentionTests : IDisposable
{
    private const int Count = 12;

    private readonly GatewayApp app = new();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_journal_over_its_limit_lets_go_of_settled_bodies_and_still_knows_the_deliveries()
    {
        app.Settings.Put("Webhooks:Journal:SegmentBytes", "1048576");
        app.Settings.Put("Webhooks:Journal:MaximumBytes", "1048576");
        app.Settings.Put("Webhooks:Retention:Interval", "00:00:01");
        var client = app.CreateClient();
        var pings = Enumerable.Range(0, Count).Select(_ => Ping()).ToList();
        foreach (var ping in pings)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(ping.Signed())).StatusCode);
        }

        await Eventually.TrueAsync(() => app.Journal.SegmentSizes().Count == 1, "only the newest segment is left");

        Assert.Equal(Count, await app.CountAsync());
        var first = await app.FindAsync(pings[0].Id) ?? throw new InvalidOperationException("The ledger forgot it.");
        var payloads = new PayloadReader(Path.Combine(app.DataFolder, "journal"));
        await Assert.ThrowsAsync<PayloadMissingException>(() => payloads.ReadAsync(first.Payload, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(pings[0].Signed())).StatusCode);
    }

    [Fact]
    public async Task With_a_key_configured_no_body_is_readable_on_the_disk()
    {
        var value = RandomNumberGenerator.GetBytes(32);
        app.Settings.Put("Webhooks:Journal:Encryption:Keys:0:Id", "spring");
        app.Settings.Put("Webhooks:Journal:Encryption:Keys:0:Value", Convert.ToBase64String(value));
        var delivery = new Delivery { Event = "ping", Body = "{\"zen\":\"a line for nobody else\"}"u8.ToArray() };
        await app.CreateClient().SendAsync(delivery.Signed());

        var stored = await app.FindAsync(delivery.Id) ?? throw new InvalidOperationException("It is not in the ledger.");
        foreach (var file in Directory.GetFiles(Path.Combine(app.DataFolder, "journal"), "*.segment"))
        {
            await using var segment = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = new byte[64 * 1024];
            await segment.ReadExactlyAsync(start);
            Assert.True(start.AsSpan().IndexOf("for nobody else"u8) < 0);
        }

        var payloads = new PayloadReader(Path.Combine(app.DataFolder, "journal"), [new JournalKey("spring", value)]);
        Assert.Equal(delivery.Body, await payloads.ReadAsync(stored.Payload, CancellationToken.None));
    }

    [Fact]
    public async Task The_same_delivery_with_another_body_is_flagged_in_the_api()
    {
        var client = app.CreateClient();
        var delivery = new Delivery();
        await client.SendAsync(delivery.Signed());
        Assert.Contains("\"hasConflict\":false", await client.GetStringAsync($"/api/deliveries/{delivery.Id}"), StringComparison.Ordinal);

        var other = delivery with { Body = Encoding.UTF8.GetBytes(Delivery.Push(after: new string('b', 40))) };
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(other.Signed())).StatusCode);

        Assert.Contains("\"hasConflict\":true", await client.GetStringAsync($"/api/deliveries/{delivery.Id}"), StringComparison.Ordinal);
    }

    private static Delivery Ping() => new()
    {
        Event = "ping",
        Body = Encoding.UTF8.GetBytes($"{{\"zen\":\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(300_000))}\"}}"),
    };
}
