using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Jira;
using Webhooks.Gateway.Signatures;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class ConnectTokenTests : IDisposable
{
    private const string Issuer = "7ee4f8d2-client-key";
    private const string Qsh = "POST&/webhooks/jira&";
    private readonly GatewayApp app = JiraApp.Create(("Jira:ConnectIssuer", Issuer));
    private readonly JiraDelivery delivery = new();

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose() => app.Dispose();

    [Fact]
    public async Task A_good_token_lets_the_delivery_in() => Assert.Equal(HttpStatusCode.Accepted, await SendAsync(Token(Claims())));

    [Fact]
    public async Task A_signature_does_not_where_tokens_are_expected() =>
        await (await app.CreateClient().SendAsync(delivery.Signed())).IsProblemAsync(HttpStatusCode.Unauthorized, "token-missing");

    [Fact]
    public async Task A_token_does_not_where_signatures_are_expected()
    {
        using var signed = JiraApp.Create();

        await (await signed.CreateClient().SendAsync(delivery.Request(("Authorization", $"JWT {Token(Claims())}"))))
            .IsProblemAsync(HttpStatusCode.Unauthorized, "signature-missing");
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"none","alg":"HS256"}""")]
    [InlineData("HS256")]
    public async Task No_other_algorithm_counts_even_when_the_secret_made_it(string header) =>
        await RefusedAsync(Token(Claims(), header), "token-invalid");

    [Fact]
    public async Task A_token_without_a_signature_is_no_token()
    {
        var parts = Token(Claims(), """{"alg":"none"}""").Split('.');

        await RefusedAsync($"{parts[0]}.{parts[1]}.", "token-malformed");
        await RefusedAsync($"{parts[0]}.{parts[1]}", "token-malformed");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}", "token-malformed");
        await RefusedAsync($"{parts[0]}.{parts[1]}.{parts[2]}=", "token-malformed");
    }

    [Fact]
    public async Task A_token_of_another_secret_or_with_changed_claims_is_refused()
    {
        await RefusedAsync(Token(Claims(), secret: "guessed"), "token-invalid");
        var good = Token(Claims()).Split('.');
        await RefusedAsync($"{good[0]}.{Encode(Claims(issuer: "7ee4f8d2-client-kez"))}.{good[2]}", "token-invalid");
    }

    [Theory]
    [InlineData("someone-else")]
    [InlineData("")]
    public async Task An_unknown_issuer_is_refused(string issuer) => await RefusedAsync(Token(Claims(issuer: issuer)), "token-invalid");

    [Theory]
    [InlineData(-31, 0, "token-invalid")]
    [InlineData(-15, 0, null)]
    [InlineData(180, 25, null)]
    [InlineData(180, 90, "token-invalid")]
    public async Task A_token_counts_for_its_time_and_half_a_minute(int expires, int issued, string? problem)
    {
        // The gateway starts first and the limits are met only nearly: between making the token and reading it some seconds may pass.
        _ = app.CreateClient();
        var token = Token(Claims(expires: Now + expires, issued: Now + issued));
        if (problem is null)
        {
            Assert.Equal(HttpStatusCode.Accepted, await SendAsync(token));
        }
        else
        {
            await RefusedAsync(token, problem);
        }
    }

    [Fact]
    public async Task A_token_without_an_end_or_from_the_future_is_refused()
    {
        var qsh = Hash(Qsh);
        await RefusedAsync(Token($$"""{"iss":"{{Issuer}}","iat":{{Now}},"qsh":"{{qsh}}"}"""), "token-invalid");
        await RefusedAsync(Token($$"""{"iss":"{{Issuer}}","exp":"{{Now + 180}}","iat":{{Now}},"qsh":"{{qsh}}"}"""), "token-invalid");
        await RefusedAsync(Token($$"""{"iss":"{{Issuer}}","exp":{{Now + 180}},"qsh":"{{qsh}}"}"""), "token-invalid");
        await RefusedAsync(Token($$"""{"iss":"{{Issuer}}","exp":{{Now + 999}},"iat":{{Now}},"nbf":{{Now + 600}},"qsh":"{{qsh}}"}"""), "token-invalid");
    }

    [Theory]
    [InlineData(-29, 0, 0, true)]
    [InlineData(-30, 0, 0, false)]
    [InlineData(180, 30, 0, true)]
    [InlineData(180, 31, 0, false)]
    [InlineData(180, 0, 30, true)]
    [InlineData(180, 0, 31, false)]
    public void Each_limit_is_exact_to_the_second(int expires, int issued, int notBefore, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Path = "/webhooks/jira";
        var seconds = now.ToUnixTimeSeconds();
        var claims = $$"""{"iss":"{{Issuer}}","exp":{{seconds + expires}},"iat":{{seconds + issued}},"nbf":{{seconds + notBefore}},"qsh":"{{Hash(Qsh)}}"}""";
        request.Headers.Authorization = $"JWT {Token(claims)}";

        var secret = new SourceSecret(Encoding.UTF8.GetBytes(JiraDelivery.Secret), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        Assert.Equal(counts ? SignatureVerdict.Valid : SignatureVerdict.Mismatch, ConnectToken.Verify(request, Issuer, [secret], now));
    }

    [Fact]
    public async Task A_token_for_no_request_is_refused() =>
        await RefusedAsync(Token($$"""{"iss":"{{Issuer}}","exp":{{Now + 180}},"iat":{{Now}}}"""), "token-invalid");

    [Theory]
    [InlineData("GET&/webhooks/jira&")]
    [InlineData("POST&/webhooks/hello&")]
    [InlineData("POST&/webhooks/jira&a=b")]
    [InlineData("context-qsh")]
    public async Task A_token_for_another_request_is_refused(string canonical) =>
        await RefusedAsync(Token(Claims(qsh: canonical == "context-qsh" ? canonical : Hash(canonical))), "token-invalid");

    [Fact]
    public async Task The_query_is_part_of_what_a_token_is_for()
    {
        var request = delivery.Request(("Authorization", $"JWT {Token(Claims(qsh: Hash("POST&/webhooks/jira&a=x%20y&user_id=1,2")))}"));
        request.RequestUri = new Uri("/webhooks/jira?user_id=2&user_id=1&a=x+y&jwt=ignored", UriKind.Relative);

        Assert.Equal(HttpStatusCode.Accepted, (await app.CreateClient().SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("JWT")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("JWT a.b.c")]
    [InlineData("JWT ..")]
    public async Task What_is_no_token_is_refused_before_the_body(string header)
    {
        var response = await app.CreateClient().SendAsync(delivery.Request(("Authorization", header)));

        await response.IsProblemAsync(HttpStatusCode.Unauthorized, header.Length == 0 ? "token-missing" : "token-malformed");
    }

    [Fact]
    public async Task No_token_gets_into_the_log()
    {
        var token = Token(Claims(), secret: "guessed");
        await RefusedAsync(token, "token-invalid");

        Assert.DoesNotContain(app.LogLines, line => line.Contains(token.Split('.')[2], StringComparison.Ordinal));
    }

    private async Task<HttpStatusCode> SendAsync(string token) =>
        (await app.CreateClient().SendAsync(delivery.Request(("Authorization", $"JWT {token}")))).StatusCode;

    private async Task RefusedAsync(string token, string problem)
    {
        var response = await app.CreateClient().SendAsync(delivery.Request(("Authorization", $"JWT {token}")));
        await response.IsProblemAsync(HttpStatusCode.Unauthorized, problem);
        Assert.Equal(0, await app.CountAsync());
    }

    private static string Claims(string issuer = Issuer, long? expires = null, long? issued = null, string? qsh = null) =>
        $$"""{"iss":"{{issuer}}","exp":{{expires ?? Now + 180}},"iat":{{issued ?? Now}},"qsh":"{{qsh ?? Hash(Qsh)}}"}""";

    private static string Token(string claims, string header = """{"alg":"HS256","typ":"JWT"}""", string secret = JiraDelivery.Secret)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Hash(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
}
