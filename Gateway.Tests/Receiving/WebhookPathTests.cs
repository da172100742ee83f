using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

public sealed class WebhookPathTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public WebhookPathTests() => client = app.CreateClient();

    public void Dispose()
    {
        client.Dispose();
        app.Dispose();
    }

    [Theory]
    [InlineData("/webhooks/hello")]
    [InlineData("/webhooks/hello/")]
    [InlineData("/WebHooks/hello")]
    [InlineData("/webhooks/hell%6F")]
    public async Task A_delivery_may_be_sent_to(string path)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("/webhooks")]
    [InlineData("/webhooks/")]
    [InlineData("/webhooks//")]
    [InlineData("/webhooks//hello")]
    [InlineData("/webhooks/hello//")]
    [InlineData("/webhooks/hello/again")]
    [InlineData("/webhookshello")]
    public async Task There_is_no_source_at(string path)
    {
        var answer = await SendAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("source-unknown", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task The_duration_of_a_request_names_the_route_and_not_what_was_asked_for()
    {
        var routes = new List<object?>();
        using var listener = new MeterListener();
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "http.server.request.duration" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (routes)
            {
                routes.AddRange(tags.ToArray().Where(tag => tag.Key == "http.route").Select(tag => tag.Value));
            }
        });
        listener.Start();

        await SendAsync("/webhooks/hello");

        await Eventually.TrueAsync(() => routes.Count > 0, "the request is measured");
        Assert.Equal(["/webhooks/{source}"], routes);
    }

    private async Task<HttpResponseMessage> SendAsync(string path)
    {
        using var request = new Delivery().Signed();
        request.RequestUri = new Uri(path, UriKind.Relative);
        return await client.SendAsync(request);
    }
}
