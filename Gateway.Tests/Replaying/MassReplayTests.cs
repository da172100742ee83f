using System.Net;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Replaying;

/// <summary>What a replay of many does to the gateway, and what the gateway's end does to it.</summary>
public sealed class MassReplayTests
{
    [Fact]
    public async Task A_kill_in_the_middle_neither_ends_it_nor_replays_anything_twice()
    {
        const int count = 60;
        await using var temporal = await TemporalStub.StartAsync();
        using var folder = new TemporaryFolder();
        string id;
        await using (var first = await GatewayProcess.ListenAsync(folder.Path, temporal.Address, ("Webhooks__Replay__DeliveriesPerSecond", "40")))
        {
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(HttpStatusCode.Accepted, (await first.Client.SendAsync(PushTo(1 + (i % 7)).Signed())).StatusCode);
            }

            id = (await (await first.Client.ReplayAsync(new { from = "2000-01-01", reason = "all" })).JsonAsync()).Text("replayId");
            await Eventually.TrueAsync(() => temporal.Signals.Count > count + 20, "some are replayed");
            await first.KillAsync();
        }

        await using (var second = await GatewayProcess.ListenAsync(folder.Path, temporal.Address, ("Webhooks__Replay__DeliveriesPerSecond", "1000")))
        {
            var ended = await second.Client.EndedAsync(id);
            Assert.Equal(("finished", count, count), (ended.Text("state"), ended.Number("total"), ended.Number("replayed")));
            Assert.Equal(["finished", "started"], (await second.Client.AuditAsync()).Select(row => row.Text("result")));
            await Eventually.TrueAsync(() => temporal.Signals.Count >= 2 * count, "all are signalled");

            // A signal may be sent before its row is written; who ends in good order has written all.
            second.Terminate();
            Assert.Equal(0, await second.EndAsync());
        }

        await using var ledger = await LedgerView.OpenAsync(StorageSettings.LedgerFile(folder.Path), CancellationToken.None);
        var stored = await ledger.ListAsync(new DeliveryFilter { Limit = 500 }, CancellationToken.None);
        var replayed = stored.Select(record => DeliveryFacts.FromJson(record.Event).ReplayOf).OfType<string>().ToList();
        Assert.Equal((2 * count, count, count), (stored.Count, replayed.Count, replayed.Distinct(StringComparer.Ordinal).Count()));
        Assert.All(stored, record => Assert.Equal(0, record.DuplicateCount));
        Assert.Equal(2 * count, temporal.Signals.Count);
    }

    /// <summary>Attack case 81, smaller: what matters is that the bound does not grow with the replay.</summary>
    [Fact]
    public async Task Live_traffic_does_not_queue_behind_a_replay_that_Temporal_cannot_keep_up_with()
    {
        const int count = 400;
        const int mostAhead = 64 + 16;
        await using var temporal = await TemporalStub.StartAsync();
        using var app = new GatewayApp(temporal.Address);
        app.Settings.Put("Webhooks:Replay:DeliveriesPerSecond", "10000");
        var client = app.CreateClient();
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(PushTo(1 + i).Signed());
        }

        await Eventually.TrueAsync(() => temporal.Signals.Count == count, "the originals are signalled");
        using var permits = new SemaphoreSlim(0);
        temporal.Answer = async _ =>
        {
            Assert.True(await permits.WaitAsync(TimeSpan.FromSeconds(60)), "The test gave no permit.");
            return 0;
        };
        var id = (await (await client.ReplayAsync(new { from = "2000-01-01", reason = "all", confirm = count })).JsonAsync()).Text("replayId");
        await Eventually.TrueAsync(async () => (await client.ReplayAsync(id)).GetProperty("isHeldBack").GetBoolean(), "the replay waits");

        var live = PushTo(987654);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(live.Signed())).StatusCode);
        await app.FindAsync(live.Id);
        Assert.InRange((await client.ReplayAsync(id)).Number("done"), 1, mostAhead);
        permits.Release(mostAhead + 1);
        await Eventually.TrueAsync(async () => (await app.FindAsync(live.Id))?.SignalledAt is not null, "the live delivery is signalled");
        Assert.Equal("running", (await client.ReplayAsync(id)).Text("state"));

        permits.Release(10 * count);
        Assert.Equal(count, (await client.EndedAsync(id)).Number("replayed"));
    }

    private static Delivery PushTo(long repository) => new() { Body = Encoding.UTF8.GetBytes(Delivery.Push(repository)) };
}
