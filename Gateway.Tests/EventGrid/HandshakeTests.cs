using System.Net;
using Microsoft.AspNetCore.Http;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.EventGrid;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class HandshakeTests : IDisposable
{
    private readonly GatewayApp app = EventRequest.App(("EventGrid:AllowedRate", "120"));
    private readonly HttpClient client;

    public HandshakeTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task The_code_of_an_expected_subscription_is_echoed_with_200()
    {
        var response = await client.SendAsync(Asking(EventRequest.Validation(topic: EventRequest.SubscriptionTopic.ToUpperInvariant())).Request());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"validationResponse":"512d38b6"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Case_40_a_subscription_to_another_topic_hears_no_code()
    {
        var response = await client.SendAsync(Asking(EventRequest.Validation(topic: "/subscriptions/somebody-elses")).Request());

        await response.IsProblemAsync(HttpStatusCode.Forbidden, "topic-unexpected");
        Assert.DoesNotContain("512d38b6", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task Case_40_without_the_secret_no_code_is_told_even_for_an_expected_topic()
    {
        var request = Asking(EventRequest.Validation());

        await (await client.SendAsync((request with { HeaderSecret = "wrong" }).Request())).IsProblemAsync(HttpStatusCode.Unauthorized, "secret-invalid");
        await (await client.SendAsync((request with { HeaderSecret = null }).Request())).IsProblemAsync(HttpStatusCode.Unauthorized, "secret-missing");
    }

    [Fact]
    public async Task Case_41_the_validation_address_is_never_called()
    {
        await using var target = await EntraStub.StartAsync();

        foreach (var url in new[] { $"{target.Address}/validate", "http://169.254.169.254/latest/meta-data" })
        {
            Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(Asking(EventRequest.Validation(url: url)).Request())).StatusCode);
        }

        await client.SendAsync(Asking(EventRequest.Validation(topic: "/other", url: $"{target.Address}/validate")).Request());
        // A request of ours that the target has answered: whatever else was under way before it would have arrived.
        using var direct = new HttpClient();
        await direct.GetAsync(new Uri($"{target.Address}/barrier"));
        Assert.Equal(["GET /barrier"], target.Strays);
    }

    [Fact]
    public async Task Case_42_a_code_is_only_ever_text_in_JSON()
    {
        const string code = """<script>alert(1)</script>\r\nSet-Cookie: a=b \"}""";

        var response = await client.SendAsync(Asking(EventRequest.Validation(code)).Request());

        Assert.Equal("<script>alert(1)</script>\r\nSet-Cookie: a=b \"}", (await response.JsonAsync()).GetProperty("validationResponse").GetString());
        var raw = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", raw, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(257)]
    [InlineData(0)]
    public async Task Case_42_a_code_of_absurd_length_is_not_echoed(int length)
    {
        var response = await client.SendAsync(Asking(EventRequest.Validation(new string('a', length))).Request());

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "handshake-invalid");
    }

    [Theory]
    [InlineData("SubscriptionValidation")]
    [InlineData("Notification")]
    public async Task Case_44_a_validation_among_real_events_is_set_aside_and_they_are_accepted(string kind)
    {
        var body = $"[{EventRequest.Validation()},{EventRequest.Event("1")}]";

        var response = await client.SendAsync(new EventRequest { Body = body, Kind = kind }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.DoesNotContain("512d38b6", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("validation-unexpected", (await app.FindAsync(EventRequest.IdOf("v")))?.Outcome?.Reason);
        Assert.Equal(OutcomeKind.Filtered, (await app.FindAsync(EventRequest.IdOf("1")))?.Outcome?.Kind);
    }

    [Fact]
    public async Task An_event_that_only_looks_like_a_validation_is_not_answered()
    {
        var response = await client.SendAsync(new EventRequest { Body = $"[{EventRequest.Validation()}]" }.Request());

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.DoesNotContain("512d38b6", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowed_origin_is_told_that_it_may_and_how_often()
    {
        var response = await client.SendAsync(Options(("WebHook-Request-Origin", "EventGrid.azure.net"), ("WebHook-Request-Rate", "1000"), ("WebHook-Request-Callback", "http://127.0.0.1:1/")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("eventgrid.azure.net", Assert.Single(response.Headers.GetValues("WebHook-Allowed-Origin")));
        Assert.Equal("120", Assert.Single(response.Headers.GetValues("WebHook-Allowed-Rate")));
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Who_asks_for_no_rate_is_told_none() => Assert.False(
        (await client.SendAsync(Options(("WebHook-Request-Origin", "eventgrid.azure.net")))).Headers.Contains("WebHook-Allowed-Rate"));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("eventgrid.azure.net.evil.example")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Case_45_a_foreign_origin_is_told_nothing(string? origin)
    {
        var response = await client.SendAsync(origin is null ? Options() : Options(("WebHook-Request-Origin", origin), ("WebHook-Request-Rate", "10")));

        await response.IsProblemAsync(HttpStatusCode.MethodNotAllowed, "origin-refused");
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("WebHook", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData(" ")]
    public async Task Case_45_a_rate_that_is_none_is_refused(string rate)
    {
        var response = await client.SendAsync(Options(("WebHook-Request-Origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", rate)));

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "handshake-invalid");
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("WebHook", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("eventgrid.azure.net\r\nSet-Cookie: a=b", "10")]
    [InlineData("eventgrid.azure.net", "10\r\nSet-Cookie: a=b")]
    public void Case_45_line_breaks_are_never_echoed(string origin, string rate)
    {
        var context = new DefaultHttpContext { Request = { Method = "OPTIONS" } };
        context.Request.Headers["WebHook-Request-Origin"] = origin;
        context.Request.Headers["WebHook-Request-Rate"] = rate;

        var outcome = OriginHandshake.Answer(context.Request, EventGridCatalog.Read("", new EventGridOptions { SecretHeader = "x" }, []));

        Assert.True(outcome?.Problem is ReceiveProblem.OriginRefused or ReceiveProblem.HandshakeInvalid, $"{outcome}");
    }

    private static EventRequest Asking(string validation) => new() { Body = $"[{validation}]", Kind = "SubscriptionValidation" };

    private static HttpRequestMessage Options(params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/webhooks/azure");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
