using System.Net;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

public sealed class RateTests : IDisposable
{
    private const string Attacker = "127.0.0.2";
    private readonly KestrelApp gateway = new();

    public void Dispose() => gateway.Dispose();

    [Fact]
    public async Task Unverified_requests_use_up_nothing_of_a_sources_rate()
    {
        gateway.With("Webhooks:Sources:0:DeliveriesPerSecond", "1").With("Webhooks:Limits:Wait", "00:00:00");
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Client().SendAsync(new Delivery { Secret = "guessed" }.Signed())).StatusCode);
        }

        // Ten seconds' worth at once.
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_above_a_sources_rate_is_told_when_to_come_again_and_leaves_evidence_and_another_source_goes_on()
    {
        gateway.With("Webhooks:Sources:0:DeliveriesPerSecond", "1").With("Webhooks:Limits:Wait", "00:00:00");
        var refused = (HttpResponseMessage?)null;
        var delivery = new Delivery();
        for (var i = 0; refused is null && i < 100; i++)
        {
            delivery = new Delivery();
            var response = await gateway.Client().SendAsync(delivery.Signed());
            refused = response.StatusCode == HttpStatusCode.Accepted ? null : response;
        }

        Assert.NotNull(refused);
        await refused.IsProblemAsync(HttpStatusCode.TooManyRequests, "source-rate-exceeded");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Null(await gateway.App.FindAsync(delivery.Id));
        Assert.Equal(
            HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret }.Signed())).StatusCode);
        await Eventually.TrueAsync(
            async () => (await gateway.App.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None)).Any(row => row.Reason == "source-rate-exceeded"), "it is recorded");
    }

    [Fact]
    public async Task A_source_that_has_used_up_its_rate_leaves_that_of_another_alone()
    {
        gateway.With("Webhooks:Sources:0:DeliveriesPerSecond", "1").With("Webhooks:Sources:1:DeliveriesPerSecond", "1").With("Webhooks:Limits:Wait", "00:00:00");
        for (var i = 0; i < 100 && (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode == HttpStatusCode.Accepted; i++)
        {
            // Until it is refused.
        }

        // Ten seconds' worth at once.
        for (var i = 0; i < 10; i++)
        {
            var other = new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret };
            Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(other.Signed())).StatusCode);
        }
    }

    [Fact]
    public async Task A_verified_delivery_waits_for_its_turn_rather_than_be_refused()
    {
        gateway.With("Webhooks:Sources:0:DeliveriesPerSecond", "5");
        var client = gateway.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 55).Select(_ => client.SendAsync(new Delivery().Signed())));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
    }

    [Fact]
    public async Task An_address_that_was_refused_too_often_is_shed_and_takes_nothing_from_others()
    {
        gateway.With("Webhooks:Limits:RefusalBurst", "3").With("Webhooks:Limits:RequestsAtOnce", "2").With("Webhooks:Limits:RequestsAtOncePerAddress", "1")
            .With("Webhooks:Limits:Wait", "00:00:00");
        await RefuseAsync(30);

        // It has the narrow lane, and fills it.
        await using var first = await gateway.BeginAsync(new Delivery(), Attacker, "sha256=" + new string('0', 64));
        await using var second = await gateway.BeginAsync(new Delivery(), Attacker, "sha256=" + new string('0', 64));
        var shed = await gateway.Client(Attacker).SendAsync(new Delivery().Signed());

        await shed.IsProblemAsync(HttpStatusCode.TooManyRequests, "address-rate-exceeded");
        Assert.NotNull(shed.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client().SendAsync(new Delivery().Signed())).StatusCode);
        Assert.DoesNotContain(gateway.App.LogLines, line => line.Contains("address-rate-exceeded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signed_delivery_from_an_address_that_was_refused_too_often_still_comes_through()
    {
        gateway.With("Webhooks:Limits:RefusalBurst", "3").With("Webhooks:Limits:RefusalsPerSecond", "1");
        await RefuseAsync(30);

        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client(Attacker).SendAsync(new Delivery().Signed())).StatusCode);
    }

    private async Task RefuseAsync(int times)
    {
        var client = gateway.Client(Attacker);
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(new Delivery { Secret = "guessed" }.Signed())).StatusCode);
        }
    }
}
