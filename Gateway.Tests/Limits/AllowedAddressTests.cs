using System.Net;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Limits;

public sealed class AllowedAddressTests : IDisposable
{
    private const string Listed = "127.0.0.2";
    private const string Foreign = "127.0.0.3";
    private readonly KestrelApp gateway = new KestrelApp().With("Webhooks:Sources:0:AllowedAddresses:0", $"{Listed}/32");

    public void Dispose() => gateway.Dispose();

    [Fact]
    public async Task Only_a_listed_address_delivers_and_another_leaves_evidence()
    {
        var refused = new Delivery();

        await (await gateway.Client(Foreign).SendAsync(refused.Signed())).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client(Listed).SendAsync(new Delivery().Signed())).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await gateway.Client(Foreign).SendAsync(new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret }.Signed())).StatusCode);

        Assert.Null(await gateway.App.FindAsync(refused.Id));
        await EvidenceAsync(("hello", "address-refused", Foreign));
    }

    [Theory]
    [InlineData("Jira")]
    [InlineData("EventGrid")]
    public async Task A_provider_that_drops_what_is_refused_is_asked_to_come_again(string provider)
    {
        gateway.With("Webhooks:Sources:2:Name", "other").With("Webhooks:Sources:2:Provider", provider)
            .With("Webhooks:Sources:2:Secrets:0:Value", GatewayApp.Secret).With("Webhooks:Sources:2:AllowedAddresses:0", Listed);
        if (provider == "EventGrid")
        {
            gateway.With("Webhooks:Sources:2:EventGrid:SecretHeader", "X-Secret");
        }

        var response = await gateway.Client(Foreign).PostAsync("/webhooks/other", new ByteArrayContent([]));

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "address-deferred");
        Assert.NotNull(response.Headers.RetryAfter);
        await EvidenceAsync(("other", "address-deferred", Foreign));
    }

    [Theory]
    [InlineData(Listed)]
    [InlineData("127.0.0.1, " + Listed)]
    public async Task Without_a_configured_proxy_what_is_forwarded_counts_for_nothing(string forwarded)
    {
        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP" })
        {
            await (await SendAsync(Foreign, header, forwarded)).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
        }
    }

    [Theory]
    [InlineData(true, Listed)]
    [InlineData(true, Listed + ":50123")]
    [InlineData(true, "[::ffff:127.0.0.2]:443")]
    [InlineData(true, "::ffff:127.0.0.2")]
    [InlineData(true, "198.51.100.7, " + Listed)]
    [InlineData(true, Listed + ", 127.0.0.9")]
    [InlineData(true, "198.51.100.7", Listed)]
    [InlineData(false, Listed + ", 198.51.100.7")]
    [InlineData(false, Listed, "198.51.100.7")]
    [InlineData(false, Listed + ", unknown")]
    [InlineData(false, Listed + ", 127.0.0.9, 2130706434x")]
    [InlineData(false, "2130706434")]
    [InlineData(false, "")]
    public async Task Behind_a_proxy_the_last_hop_that_is_none_is_who_sends(bool accepted, params string[] forwarded)
    {
        BehindProxies();

        var response = await SendAsync("127.0.0.8", "X-Forwarded-For", forwarded);

        Assert.Equal(accepted ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Of_a_chain_of_proxies_that_is_longer_than_any_the_end_is_not_looked_for()
    {
        BehindProxies();

        var response = await SendAsync("127.0.0.8", "X-Forwarded-For", string.Join(", ", Enumerable.Repeat("127.0.0.9", 16).Prepend(Listed)));

        await response.IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
    }

    [Fact]
    public async Task Who_has_no_address_is_on_no_list()
    {
        using var local = new GatewayApp();
        local.Settings.Put("Webhooks:Sources:0:AllowedAddresses:0", "0.0.0.0/0");
        local.Settings.Put("Webhooks:Sources:0:AllowedAddresses:1", "::/0");

        await (await local.CreateClient().SendAsync(new Delivery().Signed())).IsProblemAsync(HttpStatusCode.Forbidden, "address-refused");
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.0/24", "2001:db8::c000:207", false)]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "::ffff:192.0.2.7", false)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    public void A_wrapped_IPv4_address_is_the_IPv4_address(string network, string address, bool contained) =>
        Assert.Equal(contained, AddressList.Read([new("key", network)], []).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("192.0.2.7/24")]
    [InlineData("192.0.2.0/33")]
    [InlineData("::ffff:192.0.2.0/120")]
    [InlineData("example.com")]
    [InlineData("github.com")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_network_is_a_mistake(string? text)
    {
        var mistakes = new List<string>();

        AddressList.Read([new("Webhooks:Sources:0:AllowedAddresses:0", text)], mistakes);

        Assert.StartsWith($"Webhooks:Sources:0:AllowedAddresses:0 '{text}' ", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private void BehindProxies() => gateway.With("Webhooks:Http:Proxies:0", "127.0.0.8/31").With("Webhooks:Management:Tokens:0:Name", "one")
        .With("Webhooks:Management:Tokens:0:Value", new string('x', 32)).With("Webhooks:Management:Tokens:0:Scopes", "read");

    private Task<HttpResponseMessage> SendAsync(string from, string header, params string[] values)
    {
        var request = new Delivery().Signed();
        foreach (var value in values)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return gateway.Client(from).SendAsync(request);
    }

    private async Task EvidenceAsync((string Source, string Reason, string Address) expected)
    {
        await Eventually.TrueAsync(
            async () => (await gateway.App.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None)).Count > 0, "the refusal is recorded");
        var evidence = Assert.Single(await gateway.App.Store.Ledger.RejectionsAsync(10, null, CancellationToken.None));
        Assert.Equal(expected, (evidence.Source, evidence.Reason, evidence.RemoteAddress));
    }
}
