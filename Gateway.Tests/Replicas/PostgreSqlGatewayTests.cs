using System.Net;
using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Gateway.Tests.Replicas;

/// <summary>The gateway with PostgreSQL in the place of journal and ledger.</summary>
public sealed class PostgreSqlGatewayTests : IAsyncLifetime
{
    private TestDatabase database = null!; // Set before each test by the runner.

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await (database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [SkippableFact]
    public async Task A_delivery_is_answered_signalled_and_found_and_no_file_is_written()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = App(temporal.Address);
        var delivery = new Delivery();
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        await Eventually.TrueAsync(async () => (await app.FindAsync(delivery.Id))?.State == DeliveryState.Signalled, "it is signalled");

        Assert.Equal(delivery.Id, Guid.Parse(Assert.Single(temporal.Calls).RequestId).ToString("N"));
        var payload = (await app.FindAsync(delivery.Id))!.Payload; // Not null: found above.
        Assert.Equal(delivery.Body, await app.Store.Payloads.ReadAsync(payload, CancellationToken.None));
        Assert.False(Directory.Exists(Path.Combine(app.DataFolder, "journal")));
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "ledger.db")));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz")).StatusCode);
    }

    [SkippableFact]
    public async Task A_redelivery_is_a_duplicate_and_another_body_under_its_id_a_conflict()
    {
        await using var app = App(GatewayApp.NoTemporal);
        using var client = app.CreateClient();
        var delivery = new Delivery();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(delivery.Signed())).StatusCode);
        Assert.False((await app.FindAsync(delivery.Id))?.HasConflict);
        var other = delivery with { Body = Encoding.UTF8.GetBytes(Delivery.Push(after: new string('7', 40))) };
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(other.Signed())).StatusCode);
        var record = await app.FindAsync(delivery.Id);
        Assert.Equal((2, true), (record?.DuplicateCount, record?.HasConflict));
    }

    [SkippableFact]
    public async Task Case_29_a_thousand_identical_deliveries_at_once_over_two_gateways_have_one_effect()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var first = App(temporal.Address, "00:01:00");
        await using var second = App(temporal.Address, "00:01:00");
        HttpClient[] clients = [first.CreateClient(), second.CreateClient()];
        var delivery = new Delivery();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => clients[i % 2].SendAsync(delivery.Signed())));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(999, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        await Eventually.TrueAsync(async () => (await first.FindAsync(delivery.Id))?.State == DeliveryState.Signalled, "it is signalled");
        Assert.Single(temporal.Calls);
        Assert.Equal(999, (await second.FindAsync(delivery.Id))?.DuplicateCount);
        Assert.Equal(1L, await database.ExecuteAsync("SELECT count(*) FROM deliveries"));
    }

    [SkippableFact]
    public async Task Cases_39_and_84_while_the_database_is_away_every_delivery_is_refused_with_503_and_afterwards_taken()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = App(temporal.Address);
        using var client = app.CreateClient();
        var (before, during) = (new Delivery(), new Delivery());
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(before.Signed())).StatusCode);
        await database.CloseAsync();

        foreach (var delivery in (Delivery[])[before, during])
        {
            var refused = await client.SendAsync(delivery.Signed());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        var ready = await client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("postgresql", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);

        await database.OpenAsync();
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(before.Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(during.Signed())).StatusCode);
        await Eventually.TrueAsync(async () => (await app.FindAsync(during.Id))?.State == DeliveryState.Signalled, "forwarding goes on");
        Assert.Equal([before.Id, during.Id], temporal.Signals.Select(call => Guid.Parse(call.RequestId).ToString("N")));
    }

    [SkippableFact]
    public async Task What_waits_is_signalled_by_the_other_gateway_when_one_stops()
    {
        await using var temporal = await TemporalStub.StartAsync();
        var isAway = true;
        temporal.Answer = _ => Task.FromResult(Volatile.Read(ref isAway) ? 14 : 0);
        var deliveries = Enumerable.Range(1, 40).Select(i => new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(i)) }).ToList();
        await using var second = App(temporal.Address);
        await using (var first = App(temporal.Address))
        {
            using var client = first.CreateClient();
            _ = second.Services;
            foreach (var delivery in deliveries)
            {
                Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
            }
        }

        Volatile.Write(ref isAway, false);
        foreach (var delivery in deliveries)
        {
            await Eventually.TrueAsync(async () => (await second.FindAsync(delivery.Id))?.State == DeliveryState.Signalled, "all are signalled");
        }

        Assert.Equal(1, temporal.MostAtOnceForOne);
    }

    private GatewayApp App(string temporal, string lease = "00:00:03")
    {
        var app = new GatewayApp(temporal);
        app.Settings.Put("Webhooks:PostgreSql:ConnectionString", database.ConnectionString);
        app.Settings.Put("Webhooks:PostgreSql:Lease", lease);
        return app;
    }
}
