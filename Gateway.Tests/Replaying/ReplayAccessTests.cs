using System.Net;
using System.Text.Json;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Replaying;

/// <summary>Attack case 80: who may replay what. Every attempt leaves a record.</summary>
public sealed class ReplayAccessTests : IDisposable
{
    private const string Operator = "operator-token-of-at-least-32-characters";
    private const string Reader = "reader-token-of-at-least-32-characters-";
    private const string Octo = "token-for-tenant-octo-of-32-characters-";

    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public ReplayAccessTests()
    {
        Put(0, "operator", Operator, "read, replay", null);
        Put(1, "reader", Reader, "read", null);
        Put(2, "octo", Octo, "read, replay", "octo");
        client = app.CreateClient();
    }

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task Without_a_token_and_with_one_that_only_reads_nothing_is_replayed_or_stopped()
    {
        var stored = await app.AcceptedAsync(new Delivery().Signed());
        var request = new { deliveryId = stored.DeliveryId, reason = "mine" };

        await (await client.ReplayAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "bearer-missing");
        await (await client.ReplayAsync(request, Reader)).IsProblemAsync(HttpStatusCode.Forbidden, "scope-missing");
        await (await client.StopReplayAsync("a", Reader)).IsProblemAsync(HttpStatusCode.Forbidden, "scope-missing");

        Assert.Equal(1, await app.CountAsync());
        await Eventually.TrueAsync(
            async () => (await app.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None)).Count == 3, "each refusal is on record");
    }

    [Fact]
    public async Task For_a_token_of_a_tenant_other_deliveries_and_replays_and_their_audit_do_not_exist()
    {
        var foreign = await app.AcceptedAsync(new Delivery().Signed());
        var own = await app.AcceptedAsync(new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret }.Signed());
        var others = await (await client.ReplayAsync(new { deliveryId = foreign.DeliveryId, reason = "ours" }, Operator)).JsonAsync();

        await (await client.ReplayAsync(new { deliveryId = foreign.DeliveryId, reason = "mine" }, Octo)).IsProblemAsync(HttpStatusCode.NotFound, "delivery-unknown");
        await (await client.StopReplayAsync(others.Text("replayId"), Octo)).IsProblemAsync(HttpStatusCode.NotFound, "replay-unknown");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/api/replays/{others.Text("replayId")}", Octo)).StatusCode);
        Assert.Empty((await (await GetAsync("/api/replays", Octo)).JsonAsync()).EnumerateArray());
        await Eventually.TrueAsync(async () => (await ShowAsync(others, Operator)).Text("state") == "finished", "the first replay is over");

        var everything = await (await client.ReplayAsync(new { from = "2000-01-01", reason = "all that is mine" }, Octo)).JsonAsync();
        await Eventually.TrueAsync(async () => (await ShowAsync(everything, Octo)).Text("state") == "finished", "the tenant's replay is over");
        Assert.Equal([own.DeliveryId], (await ShowAsync(everything, Octo)).GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.Text("replayOf")));

        var rows = (await (await GetAsync("/api/audit", Octo)).JsonAsync()).EnumerateArray().ToList();
        Assert.Equal(["finished", "started", "replay-unknown", "delivery-unknown"], rows.Select(row => row.Text("result")));
        Assert.All(rows, row => Assert.Equal("octo", row.Text("actor")));
        Assert.Equal(6, (await (await GetAsync("/api/audit", Operator)).JsonAsync()).GetArrayLength());
    }

    [Fact]
    public async Task A_page_of_another_site_replays_nothing()
    {
        await app.AcceptedAsync(new Delivery().Signed());
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/replays") { Content = new StringContent("{\"from\":\"2000-01-01\",\"reason\":\"r\"}") };
        request.Headers.Add("Authorization", $"Bearer {Operator}");
        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.UnsupportedMediaType, "content-type-unsupported");
        Assert.Equal(1, await app.CountAsync());
    }

    private async Task<JsonElement> ShowAsync(JsonElement replay, string token) => await (await GetAsync($"/api/replays/{replay.Text("replayId")}", token)).JsonAsync();

    private Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Authorization", $"Bearer {token}");
        return client.SendAsync(request);
    }

    private void Put(int index, string name, string value, string scopes, string? tenant)
    {
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Name", name);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Value", value);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Scopes", scopes);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Tenant", tenant);
    }
}
