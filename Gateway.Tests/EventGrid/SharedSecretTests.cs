using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class SharedSecretTests : IDisposable
{
    private const string Secret = "Query-Secret-4711";
    private const string Older = "Older-Secret-0815";

    private readonly GatewayApp app = new();

    public SharedSecretTests() => EventRequest.Put(
        app, 2, "azure", ("Secrets:0:Value", Secret), ("Secrets:1:Value", Older), ("EventGrid:SecretParameter", "code"), ("EventGrid:AllowedOrigins:0", "eventgrid.azure.net"));

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData("?code=Query-Secret-4711")]
    [InlineData("?code=Older-Secret-0815")]
    [InlineData("?a=b&code=Query%2DSecret%2D4711&c")]
    public async Task Any_live_secret_lets_a_delivery_in(string query) =>
        Assert.Equal(HttpStatusCode.Accepted, (await app.CreateClient().SendAsync(Request(query))).StatusCode);

    [Theory]
    [InlineData("", "secret-missing")]
    [InlineData("?", "secret-missing")]
    [InlineData("?code=", "secret-missing")]
    [InlineData("?Code=Query-Secret-4711", "secret-missing")]
    [InlineData("?other=Query-Secret-4711", "secret-missing")]
    [InlineData("?code=query-secret-4711", "secret-invalid")]
    [InlineData("?code=Query-Secret-471", "secret-invalid")]
    [InlineData("?code=Query-Secret-47110", "secret-invalid")]
    [InlineData("?code=Query-Secret-4711%00", "secret-invalid")]
    [InlineData("?code=Query-Secret-4711%20", "secret-invalid")]
    [InlineData("?code=It%27s%20a%20Secret%20to%20Everybody", "secret-invalid")]
    [InlineData("?code=Query-Secret-4711&code=Query-Secret-4711", "secret-invalid")]
    [InlineData("?code=wrong&code=Query-Secret-4711", "secret-invalid")]
    public async Task Case_51_a_secret_of_another_length_or_case_or_place_is_refused(string query, string problem)
    {
        await (await app.CreateClient().SendAsync(Request(query))).IsProblemAsync(HttpStatusCode.Unauthorized, problem);
        Assert.Equal(0, await app.CountAsync());
    }

    [Fact]
    public async Task A_secret_in_a_header_does_not_do_where_the_query_is_meant()
    {
        var request = Request("");
        request.Headers.TryAddWithoutValidation("code", Secret);

        await (await app.CreateClient().SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "secret-missing");
    }

    [Fact]
    public async Task A_secret_that_was_taken_out_counts_no_longer_with_the_next_request()
    {
        var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(Request($"?code={Older}"))).StatusCode);

        app.Settings.Change(("Webhooks:Sources:2:Secrets:1:Value", "a newer one"));

        await (await client.SendAsync(Request($"?code={Older}"))).IsProblemAsync(HttpStatusCode.Unauthorized, "secret-invalid");
    }

    [Fact]
    public async Task Case_51_the_secret_is_in_no_log_trace_metric_or_answer()
    {
        app.Settings.Put("Logging:LogLevel:Default", "Trace");
        app.Settings.Put("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        app.Settings.Put("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace");
        var seen = new ConcurrentQueue<string>();
        var client = app.CreateClient();

        // Other tests run other gateways in this process.
        var (own, factory) = (app.Services.GetRequiredService<ActivitySource>(), app.Services.GetRequiredService<IMeterFactory>());
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name != own.Name || ReferenceEquals(source, own),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}"));
        meters.Start();
        var options = new HttpRequestMessage(HttpMethod.Options, $"/webhooks/azure?code={Secret}");
        options.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        var other = Request($"?code={Secret}");
        other.Content = new StringContent("{}", null, "text/plain");

        HttpRequestMessage[] requests =
        [
            Request($"?code={Secret}"), Request($"?code={Secret}&code={Secret}"), Request($"?xode={Secret}"), other, options,
            new(HttpMethod.Get, $"/webhooks/azure?code={Secret}"), new(HttpMethod.Post, $"/webhooks/nobody?code={Secret}"),
        ];
        foreach (var request in requests)
        {
            var response = await client.SendAsync(request);
            Assert.DoesNotContain(Secret, $"{response} {await response.Content.ReadAsStringAsync()}".Replace($"{response.RequestMessage}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains(seen, line => line.StartsWith("webhooks.deliveries", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.StartsWith("http.server.request.duration", StringComparison.Ordinal));
        Assert.Contains(seen, line => line.StartsWith(own.Name, StringComparison.Ordinal));
        Assert.Contains(app.LogLines, line => line.StartsWith("Trace", StringComparison.Ordinal) || line.StartsWith("Debug", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(app.LogLines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static HttpRequestMessage Request(string query) => new EventRequest { Query = query, HeaderSecret = null }.Request();
}
