using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Forwarding;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_when_storage_and_temporal_answer()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address);

        Assert.Equal(HttpStatusCode.OK, (await app.CreateClient().GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task Not_ready_but_alive_while_temporal_is_away()
    {
        await using var app = new GatewayApp();
        var client = app.CreateClient();

        var response = await client.GetAsync("/readyz");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "not-ready");
        var problem = await response.JsonAsync();
        Assert.Equal("temporal", Assert.Single(problem.GetProperty("notReady").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Names_the_storage_that_does_not_answer()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address);
        var client = app.CreateClient();
        await app.Store.Ledger.DisposeAsync();

        var problem = await (await client.GetAsync("/readyz")).JsonAsync();

        Assert.Equal(["ledger"], problem.GetProperty("notReady").EnumerateArray().Select(name => name.GetString()));
    }
}
