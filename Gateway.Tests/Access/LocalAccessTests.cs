using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Access;

/// <summary>Without a token: whoever is on the machine, and nobody a browser on it lends its place to.</summary>
public sealed class LocalAccessTests : IDisposable
{
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public LocalAccessTests() => client = app.CreateClient();

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8080", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:8080", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example:8080", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task Only_a_host_name_of_this_machine_is_answered(string host, HttpStatusCode expected)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/deliveries");
        request.Headers.Host = host;

        Assert.Equal(expected, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task What_came_through_a_proxy_is_not_from_here(string header, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/deliveries");
        request.Headers.TryAddWithoutValidation(header, value);

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Forbidden, "caller-not-local");
    }

    [Fact]
    public async Task Another_machine_is_turned_away_and_whoever_has_no_address_is_on_this_one()
    {
        foreach (var (address, expected) in new[] { ("192.0.2.1", 403), ("::ffff:192.0.2.1", 403), ("::1", 200), ("::ffff:127.0.0.1", 200) })
        {
            var answered = await app.Server.SendAsync(context =>
            {
                context.Request.Path = "/api/deliveries";
                context.Request.Headers.Host = "localhost";
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            });

            Assert.Equal(expected, answered.Response.StatusCode);
        }
    }

    [Theory]
    [InlineData("request-header-missing")]
    [InlineData("origin-foreign", "X-Webhooks-Request", "1", "Origin", "https://evil.example")]
    [InlineData("origin-foreign", "X-Webhooks-Request", "1", "Origin", "null")]
    [InlineData("origin-foreign", "X-Webhooks-Request", "1", "Origin", "http://localhost:9999")]
    [InlineData("origin-foreign", "X-Webhooks-Request", "1", "Sec-Fetch-Site", "cross-site")]
    [InlineData("origin-foreign", "X-Webhooks-Request", "1", "Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_cannot_change_anything(string problem, params string[] headers) =>
        await (await PostAsync(headers)).IsProblemAsync(HttpStatusCode.Forbidden, problem);

    [Theory]
    [InlineData("X-Webhooks-Request", "1")]
    [InlineData("X-Webhooks-Request", "1", "Sec-Fetch-Site", "same-origin", "Origin", "http://localhost")]
    public async Task Whoever_is_here_and_says_so_may(params string[] headers) =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await PostAsync(headers)).StatusCode);

    [Fact]
    public void Every_route_below_api_says_which_scope_it_takes()
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText?.StartsWith(ManagementAccess.Root, StringComparison.OrdinalIgnoreCase) == true)
            .ToList();

        Assert.NotEmpty(routes);
        Assert.All(routes, route => Assert.NotNull(route.Metadata.GetMetadata<RequiredScope>()));
    }

    private Task<HttpResponseMessage> PostAsync(string[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/deliveries");
        foreach (var pair in headers.Chunk(2))
        {
            request.Headers.TryAddWithoutValidation(pair[0], pair[1]);
        }

        return client.SendAsync(request);
    }
}
