using System.Net;
using System.Net.Http.Headers;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Access;

public sealed class TokenTests : IDisposable
{
    private const string Operator = "operator-token-of-at-least-32-characters";
    private const string Replayer = "replayer-token-of-at-least-32-characters";
    private const string Octo = "token-for-tenant-octo-of-32-characters-";
    private readonly GatewayApp app = new();
    private readonly HttpClient client;

    public TokenTests()
    {
        Put(0, "operator", Operator, "read, replay", null);
        Put(1, "replayer", Replayer, "Replay", null);
        Put(2, "octo", Octo, "read", "octo");
        client = app.CreateClient();
    }

    public void Dispose() => app.Dispose();

    [Theory]
    [InlineData("/api/deliveries")]
    [InlineData("/api/rejections")]
    [InlineData("/api/secrets")]
    [InlineData("/api/deliveries/00000000000000000000000000000000")]
    [InlineData("/API/deliveries")]
    [InlineData("/%61pi/deliveries")]
    [InlineData("/api/nothing-here")]
    [InlineData("/api")]
    public async Task Without_a_token_nobody_learns_what_is_there(string path)
    {
        var response = await client.GetAsync(path);

        await response.IsProblemAsync(HttpStatusCode.Unauthorized, "bearer-missing");
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("Bearer " + Operator + "x", "bearer-invalid")]
    [InlineData("Bearer operator-token-of-at-least-32-character", "bearer-invalid")]
    [InlineData("Bearer OPERATOR-token-of-at-least-32-characters", "bearer-invalid")]
    [InlineData("Bearer", "bearer-missing")]
    [InlineData("Bearer ", "bearer-missing")]
    [InlineData("Basic " + Operator, "bearer-missing")]
    [InlineData(Operator, "bearer-missing")]
    public async Task A_token_that_is_not_exactly_right_is_refused(string authorization, string problem) =>
        await (await GetAsync("/api/deliveries", authorization)).IsProblemAsync(HttpStatusCode.Unauthorized, problem);

    [Fact]
    public async Task Two_Authorization_headers_are_none()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/deliveries");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {Operator}", "Bearer x"]);

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "bearer-missing");
    }

    [Fact]
    public async Task The_right_token_reads_and_one_without_the_scope_does_not()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/deliveries", $"bearer {Operator}")).StatusCode);
        await (await GetAsync("/api/deliveries", $"Bearer {Replayer}")).IsProblemAsync(HttpStatusCode.Forbidden, "scope-missing");
        await (await GetAsync("/api/nothing-here", $"Bearer {Replayer}")).IsProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Health_needs_no_token_and_neither_does_a_delivery()
    {
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(new Delivery().Signed())).StatusCode);
    }

    [Fact]
    public async Task A_tenants_token_sees_its_own_deliveries_and_rejections_and_no_others()
    {
        var own = new Delivery { Source = "tenant", Secret = GatewayApp.OtherSecret };
        var other = new Delivery();
        await client.SendAsync(other.Signed());
        await client.SendAsync(own.Signed());
        await client.SendAsync(own.Unsigned());
        await client.SendAsync(other.Unsigned());

        await (await GetAsync($"/api/deliveries/{other.Id}", $"Bearer {Octo}")).IsProblemAsync(HttpStatusCode.NotFound, "delivery-unknown");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/api/deliveries/{own.Id}", $"Bearer {Octo}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/api/deliveries/{other.Id}", $"Bearer {Operator}")).StatusCode);
        Assert.Equal([own.Id], await TextsAsync("/api/deliveries", Octo, "deliveryId"));
        Assert.Equal([own.Id, other.Id], await TextsAsync("/api/deliveries", Operator, "deliveryId"));
        Assert.Empty(await TextsAsync("/api/deliveries?source=hello", Octo, "deliveryId"));
        await Eventually.TrueAsync(async () => (await TextsAsync("/api/rejections", Operator, "source")).Count == 2, "both rejections are there");
        Assert.Equal(["tenant"], await TextsAsync("/api/rejections", Octo, "source"));
    }

    [Fact]
    public async Task A_refused_call_leaves_evidence_and_no_token_in_it()
    {
        await GetAsync("/api/deliveries", "Bearer a-token-that-somebody-has-made-up-for-this");

        await Eventually.TrueAsync(
            async () => (await TextsAsync("/api/rejections", Operator, "reason")) is ["bearer-invalid"],
            "the refusal is kept");
        Assert.Equal([ManagementAccess.EvidenceSource], await TextsAsync("/api/rejections", Operator, "source"));
        Assert.Contains(app.LogLines, line => line.Contains("refused caller=unknown", StringComparison.Ordinal));
        Assert.DoesNotContain(app.LogLines, line => line.Contains("made-up", StringComparison.Ordinal) || line.Contains(Operator, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_token_counts_from_the_next_request_and_a_broken_change_leaves_the_last_good_ones()
    {
        const string Changed = "another-operator-token-of-32-characters";
        app.Settings.Change(("Webhooks:Management:Tokens:0:Value", Changed));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/deliveries", $"Bearer {Changed}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/api/deliveries", $"Bearer {Operator}")).StatusCode);

        app.Settings.Change(("Webhooks:Management:Tokens:0:Value", "short"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/deliveries", $"Bearer {Changed}")).StatusCode);
        Assert.Contains(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Tokens:0:Value", StringComparison.Ordinal));
    }

    private void Put(int index, string name, string value, string scopes, string? tenant)
    {
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Name", name);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Value", value);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Scopes", scopes);
        app.Settings.Put($"Webhooks:Management:Tokens:{index}:Tenant", tenant);
    }

    private Task<HttpResponseMessage> GetAsync(string path, string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return client.SendAsync(request);
    }

    private async Task<List<string?>> TextsAsync(string path, string token, string property)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return [.. (await (await client.SendAsync(request)).JsonAsync()).EnumerateArray().Select(row => row.GetProperty(property).GetString())];
    }
}
