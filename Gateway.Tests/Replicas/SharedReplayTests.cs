using System.Net;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.Replaying;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Gateway.Tests.Replicas;

/// <summary>Replays and the audit of two gateways on one PostgreSQL.</summary>
public sealed class SharedReplayTests : IAsyncLifetime
{
    private const int Count = 60;

    private readonly TemporaryFolder folder = new();
    private TestDatabase database = null!; // Set before each test by the runner, as is the next.
    private TemporalStub temporal = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        temporal = await TemporalStub.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await (temporal?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [SkippableFact]
    public async Task Any_gateway_shows_stops_and_audits_what_another_replays_and_none_begins_a_second_one()
    {
        await using var first = await StartAsync("first", perSecond: 1);
        await using var second = await StartAsync("second", perSecond: 1);
        await FillAsync(first.Client);
        var id = (await (await first.Client.ReplayAsync(new { from = "2000-01-01", reason = "slowly" })).JsonAsync()).Text("replayId");

        await (await second.Client.ReplayAsync(new { from = "2000-01-01", reason = "as well" })).IsProblemAsync(HttpStatusCode.Conflict, "replay-running");
        Assert.Equal("running", (await second.Client.ReplayAsync(id)).Text("state"));
        var listed = Assert.Single((await (await second.Client.GetAsync("/api/replays")).JsonAsync()).EnumerateArray());
        Assert.Equal((id, "running", Count), (listed.Text("replayId"), listed.Text("state"), listed.Number("total")));
        Assert.Equal(HttpStatusCode.Accepted, (await second.Client.StopReplayAsync(id)).StatusCode);

        var ended = await first.Client.EndedAsync(id);
        Assert.Equal(("stopped", "(local)"), (ended.Text("state"), ended.Text("stoppedBy")));
        string[] expected = ["replay-running", "started", "stop-requested", "stopped"];
        Assert.Equal(expected, (await first.Client.AuditAsync()).Select(row => row.Text("result")).Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await second.Client.AuditAsync()).Select(row => row.Text("result")).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_replay_whose_gateway_was_killed_is_finished_by_another_and_nothing_is_replayed_twice()
    {
        await using var first = await StartAsync("first", perSecond: 40);
        await FillAsync(first.Client);
        await using var second = await StartAsync("second", perSecond: 1000);
        var id = (await (await first.Client.ReplayAsync(new { from = "2000-01-01", reason = "all" })).JsonAsync()).Text("replayId");
        await Eventually.TrueAsync(() => temporal.Signals.Count > Count + 20, "some are replayed");
        await first.KillAsync();
        await IsReplayedOnceAsync(second.Client, id);
    }

    [SkippableFact]
    public async Task A_replay_whose_gateway_stops_is_gone_on_with_by_another()
    {
        await using var second = await StartAsync("second", perSecond: 1000);
        await FillAsync(second.Client);
        string id;
        object? runner;
        await using (var first = new GatewayApp(temporal.Address))
        {
            foreach (var (key, value) in Shared(perSecond: 20))
            {
                first.Settings.Put(key.Replace("__", ":", StringComparison.Ordinal), value);
            }

            // It holds the only claim: the other one looks for open replays every few seconds only, and this one at once.
            var client = first.CreateClient();
            id = (await (await client.ReplayAsync(new { from = "2000-01-01", reason = "all" })).JsonAsync()).Text("replayId");
            await Eventually.TrueAsync(async () => (await client.ReplayAsync(id)).Number("done") > 0, "some are replayed");
            runner = await database.ExecuteAsync("SELECT runner FROM replays WHERE is_open");
        }

        // Given back, and not only left until its lease ends.
        Assert.Equal(0L, await database.ExecuteAsync($"SELECT count(*) FROM replays WHERE runner = '{runner}'"));
        await IsReplayedOnceAsync(second.Client, id);
    }

    private async Task IsReplayedOnceAsync(HttpClient client, string id)
    {
        var ended = await client.EndedAsync(id);
        Assert.Equal(("finished", Count, Count), (ended.Text("state"), ended.Number("total"), ended.Number("replayed")));
        Assert.Equal(["finished", "started"], (await client.AuditAsync()).Select(row => row.Text("result")));

        await using var ledger = await PostgreSqlLedger.ViewAsync(new() { ConnectionString = database.ConnectionString }, CancellationToken.None);
        var stored = await ledger.ListAsync(new DeliveryFilter { Limit = 500 }, CancellationToken.None);
        var replayed = stored.Select(record => DeliveryFacts.FromJson(record.Event).ReplayOf).OfType<string>().ToList();
        Assert.Equal((2 * Count, Count, Count), (stored.Count, replayed.Count, replayed.Distinct(StringComparer.Ordinal).Count()));
        await Eventually.TrueAsync(() => temporal.Signals.Select(call => call.RequestId).Distinct(StringComparer.Ordinal).Count() == 2 * Count, "all are signalled");
    }

    private static async Task FillAsync(HttpClient client)
    {
        for (var i = 0; i < Count; i++)
        {
            var delivery = new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(1 + (i % 7))) };
            Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        }
    }

    private Task<GatewayProcess> StartAsync(string name, int perSecond) =>
        GatewayProcess.ListenAsync(Path.Combine(folder.Path, name), temporal.Address, Shared(perSecond));

    private (string Key, string Value)[] Shared(int perSecond) =>
    [
        ("Webhooks__PostgreSql__ConnectionString", database.ConnectionString),
        ("Webhooks__PostgreSql__Lease", "00:00:03"),
        ("Webhooks__Replay__DeliveriesPerSecond", $"{perSecond}"),
    ];
}
