using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Limits;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

public sealed class AdmissionTests : IDisposable
{
    private const string Greedy = "127.0.0.2";
    private readonly KestrelApp gateway = new();

    public void Dispose() => gateway.Dispose();

    [Fact]
    public async Task What_is_above_the_limit_is_asked_to_come_again_and_health_and_management_are_answered()
    {
        gateway.With("Webhooks:Limits:RequestsAtOnce", "1").With("Webhooks:Limits:RequestsAtOncePerAddress", "9").With("Webhooks:Limits:Wait", "00:00:00");
        var delivery = new Delivery();
        await using var held = await gateway.BeginAsync(delivery);

        var shed = await gateway.Client().SendAsync(new Delivery().Signed());

        await shed.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "gateway-overloaded");
        Assert.NotNull(shed.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client().GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client().GetAsync("/api/deliveries")).StatusCode);
        Assert.StartsWith("HTTP/1.1 202 ", await held.FinishAsync(), StringComparison.Ordinal);
        Assert.NotNull(await gateway.App.FindAsync(delivery.Id));
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode);
    }

    [Fact]
    public async Task A_request_that_finds_no_place_waits_for_one()
    {
        gateway.With("Webhooks:Limits:RequestsAtOnce", "1").With("Webhooks:Limits:RequestsAtOncePerAddress", "9").With("Webhooks:Limits:Wait", "00:01:00");
        await using var held = await gateway.BeginAsync(new Delivery());

        var waiting = gateway.Client().SendAsync(new Delivery().Signed());
        Assert.StartsWith("HTTP/1.1 202 ", await held.FinishAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Accepted, (await waiting).StatusCode);
    }

    [Fact]
    public async Task One_address_cannot_take_every_place()
    {
        gateway.With("Webhooks:Limits:RequestsAtOnce", "2").With("Webhooks:Limits:RequestsAtOncePerAddress", "1").With("Webhooks:Limits:Wait", "00:00:00");
        await using var first = await gateway.BeginAsync(new Delivery(), Greedy);
        await using var second = await gateway.BeginAsync(new Delivery(), Greedy);
        await using var third = await gateway.BeginAsync(new Delivery(), Greedy);

        await (await gateway.Client(Greedy).SendAsync(new Delivery().Signed())).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "gateway-overloaded");
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode);
    }

    [Fact]
    public async Task A_client_that_goes_away_gives_its_place_back()
    {
        gateway.With("Webhooks:Limits:RequestsAtOnce", "1").With("Webhooks:Limits:RequestsAtOncePerAddress", "9").With("Webhooks:Limits:Wait", "00:00:00");
        await (await gateway.BeginAsync(new Delivery())).DisposeAsync();

        await Eventually.TrueAsync(
            async () => (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode == HttpStatusCode.Accepted, "the place is free again");
    }

    [Fact]
    public async Task A_body_that_drips_for_longer_than_any_provider_waits_is_given_up()
    {
        gateway.With("Webhooks:Limits:BodyTime", "00:00:01");
        await using var connection = await gateway.ConnectAsync();
        await connection.SendAsync(
            $"POST /webhooks/hello HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256={new string('0', 64)}\r\n"
            + "Content-Length: 1000000\r\n\r\n");
        var answer = connection.ReadAsync("\r\n\r\n");
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!answer.IsCompleted && await ticks.WaitForNextTickAsync())
        {
            await connection.SendAsync(new string(' ', 500));
        }

        Assert.StartsWith("HTTP/1.1 408 ", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_way_down_it_is_not_ready_takes_nothing_new_and_finishes_what_it_has()
    {
        var delivery = new Delivery();
        await using var held = await gateway.BeginAsync(delivery);
        var drained = gateway.App.Services.GetRequiredService<Drain>().StoppingAsync(CancellationToken.None);

        var ready = await gateway.Client().GetAsync("/readyz");
        await ready.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "not-ready");
        var late = await gateway.Client().SendAsync(new Delivery().Signed());
        await late.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "shutting-down");
        Assert.NotNull(late.Headers.RetryAfter);
        Assert.True(late.Headers.ConnectionClose);
        Assert.False(drained.IsCompleted);

        Assert.StartsWith("HTTP/1.1 202 ", await held.FinishAsync(), StringComparison.Ordinal);
        await drained.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotNull(await gateway.App.FindAsync(delivery.Id));
    }

    [Fact]
    public async Task While_others_are_given_notice_deliveries_are_still_accepted()
    {
        gateway.Client();
        gateway.App.Services.GetRequiredService<Drain>().Begin();

        await (await gateway.Client().GetAsync("/readyz")).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "not-ready");
        var response = await gateway.Client().SendAsync(new Delivery().Signed());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
    }
}
