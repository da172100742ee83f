using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.EventGrid;

public sealed class EntraTests : IAsyncLifetime
{
    private GatewayApp app = null!; // Made in InitializeAsync.
    private HttpClient client = null!; // Made in InitializeAsync.
    private EntraStub entra = null!; // Made in InitializeAsync.

    public async Task InitializeAsync()
    {
        entra = await EntraStub.StartAsync();
        app = new GatewayApp();
        EventRequest.Put(app, 2, "azure", entra.Settings("EventGrid:Entra"));
        client = app.CreateClient();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await entra.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_Event_Grid_lets_a_delivery_in_and_the_keys_are_read_once()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync($"Bearer {entra.Token()}", $"{i}")).StatusCode);
        }

        Assert.Equal(1, entra.Reads);
    }

    [Theory]
    [InlineData("azp")]
    [InlineData("appid")]
    public async Task The_caller_may_be_named_by_either_version_of_the_claim(string claim) => Assert.Equal(
        HttpStatusCode.Accepted,
        (await SendAsync("bearer " + entra.Token(claims =>
        {
            claims.Remove("appid");
            claims[claim] = EntraStub.EventGridApplication;
        }))).StatusCode);

    [Theory]
    [InlineData(null, "token-missing")]
    [InlineData(" ", "token-missing")]
    [InlineData("Basic dXNlcjpwYXNz", "token-malformed")]
    [InlineData("Bearer", "token-malformed")]
    [InlineData("Bearer a.b", "token-malformed")]
    [InlineData("Bearer a.b.c.d", "token-malformed")]
    [InlineData("Bearer ....", "token-malformed")]
    [InlineData("Bearer !.!.!", "token-malformed")]
    [InlineData("Bearer bnVsbA.bnVsbA.bnVsbA", "token-malformed")]
    public async Task What_is_no_token_is_refused(string? authorization, string problem)
    {
        await (await SendAsync(authorization)).IsProblemAsync(HttpStatusCode.Unauthorized, problem);
        Assert.Equal(0, await app.CountAsync());
        Assert.Equal(0, entra.Reads);
    }

    [Fact]
    public async Task Two_tokens_are_refused_even_when_one_is_good()
    {
        var request = Request($"Bearer {entra.Token()}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {entra.Token()}");

        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.Unauthorized, "token-malformed");
    }

    [Fact]
    public async Task Case_46_no_algorithm_but_RS256_is_taken()
    {
        var none = $"{EntraStub.Encode(new() { ["alg"] = "none", ["kid"] = "first" })}.{EntraStub.Encode(EntraStub.Claims(null))}.";
        var head = EntraStub.Encode(new() { ["alg"] = "HS256", ["kid"] = "first" }) + "." + EntraStub.Encode(EntraStub.Claims(null));
        var publicKey = Encoding.ASCII.GetBytes(entra.Keys["first"].ExportSubjectPublicKeyInfoPem());
        var symmetric = $"{head}.{Base64Url.EncodeToString(HMACSHA256.HashData(publicKey, Encoding.ASCII.GetBytes(head)))}";

        foreach (var token in new[] { none, symmetric, entra.Token(changeHeader: header => header["alg"] = "none"), entra.Token(changeHeader: header => header["alg"] = "rs256") })
        {
            await RefusedAsync(token);
        }
    }

    [Fact]
    public async Task Case_46_a_signature_that_is_missing_cut_or_by_another_key_is_refused()
    {
        var token = entra.Token();
        using var other = RSA.Create(2048);
        var head = token[..token.LastIndexOf('.')];
        var foreign = other.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var pss = entra.Keys["first"].SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

        foreach (var signature in new[] { "", "AAAA", Base64Url.EncodeToString(foreign), Base64Url.EncodeToString(pss), token[(head.Length + 1)..^2] })
        {
            await RefusedAsync($"{head}.{signature}");
        }

        var claims = EntraStub.Encode(EntraStub.Claims(changed => changed["exp"] = 99999999999));
        await RefusedAsync(string.Join('.', head.Split('.')[0], claims, token[(head.Length + 1)..]));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("http://127.0.0.1/keys")]
    [InlineData("' OR 1=1 --")]
    [InlineData("first\u0000")]
    [InlineData("")]
    public async Task Case_46_a_key_id_is_only_ever_looked_up(string keyId)
    {
        await RefusedAsync(entra.Token(keyId: keyId));

        Assert.Empty(entra.Strays);
    }

    [Fact]
    public async Task Case_46_a_key_id_beyond_bounds_is_no_token() =>
        await (await SendAsync($"Bearer {entra.Token(keyId: new string('k', 257))}")).IsProblemAsync(HttpStatusCode.Unauthorized, "token-malformed");

    [Fact]
    public async Task Case_46_where_a_token_says_that_keys_are_is_never_looked()
    {
        await using var elsewhere = await EntraStub.StartAsync();
        elsewhere.Keys["first"].Dispose();
        elsewhere.Keys["first"] = RSA.Create(2048);
        foreach (var header in new[] { "jku", "x5u" })
        {
            var token = elsewhere.Token(keyId: "theirs", changeHeader: change => change[header] = $"{elsewhere.Address}/tenant/keys");
            await RefusedAsync(token);
        }

        var embedded = elsewhere.Token(changeHeader: change => change["jwk"] = new { kty = "RSA", n = "AQAB", e = "AQAB" });
        await RefusedAsync(embedded);
        Assert.Equal(0, elsewhere.Reads);
        Assert.Empty(elsewhere.Strays);
    }

    public static TheoryData<string, string, object?> WrongClaims() => new()
    {
        { "Audience", "aud", "api://somebody-else" },
        { "Audience", "aud", new[] { "api://somebody-else", "api://webhooks/" } },
        { "Audience", "aud", null },
        { "Issuer", "iss", "https://sts.windows.net/ffffffff-0000-4000-8000-000000000002/" },
        { "Issuer", "iss", "https://login.microsoftonline.com/common/v2.0" },
        { "Issuer", "iss", EntraStub.Issuer.TrimEnd('/') },
        { "Issuer", "iss", null },
        { "Application", "appid", "00000003-0000-0000-c000-000000000000" },
        { "Application", "appid", null },
        { "Application", "azp", "00000003-0000-0000-c000-000000000000" },
        { "Role", "roles", new[] { "SomethingElse" } },
        { "Role", "roles", null },
        { "Role", "roles", 7 },
        { "Expired", "exp", 1_000_000_000 },
        { "Lifetime", "exp", null },
        { "Lifetime", "exp", "9999999999" },
        { "Lifetime", "exp", -1 },
        { "Lifetime", "nbf", 1e300 },
        { "NotYetValid", "nbf", 99_999_999_999 },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task Case_47_a_token_for_somebody_or_something_else_is_refused(string fault, string claim, object? value)
    {
        await RefusedAsync(entra.Token(claims => claims[claim] = value));

        Assert.Contains(app.LogLines, line => line.EndsWith($"Token refused source=azure fault={fault} ", StringComparison.Ordinal));
        Assert.Equal(0, entra.Reads);
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-3, false)]
    [InlineData(-1, true)]
    public async Task Case_47_clocks_may_be_a_little_apart_and_not_an_hour(int expiredMinutes, bool isTaken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var expired = entra.Token(claims => claims["exp"] = now.AddMinutes(expiredMinutes).ToUnixTimeSeconds());
        var early = entra.Token(claims => claims["nbf"] = now.AddMinutes(-expiredMinutes).ToUnixTimeSeconds());

        foreach (var token in new[] { expired, early })
        {
            Assert.Equal(isTaken ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, (await SendAsync($"Bearer {token}", token[^20..])).StatusCode);
        }
    }

    [Fact]
    public async Task Case_49_keys_that_cannot_be_read_are_our_trouble_and_not_the_senders()
    {
        entra.IsDown = true;

        var response = await SendAsync($"Bearer {entra.Token()}");

        await response.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "keys-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Case_49_metadata_of_another_issuer_gives_no_keys()
    {
        entra.IssuerInMetadata = "https://login.microsoftonline.com/{tenantid}/v2.0";

        await (await SendAsync($"Bearer {entra.Token()}")).IsProblemAsync(HttpStatusCode.ServiceUnavailable, "keys-unavailable");
    }

    [Fact]
    public async Task Where_a_secret_is_wanted_too_the_token_alone_does_not_do()
    {
        EventRequest.Put(app, 3, "both", [("Secrets:0:Value", EventRequest.Secret), ("EventGrid:SecretHeader", "X-Grid-Secret"), .. entra.Settings("EventGrid:Entra")]);
        app.Settings.Change();
        var both = new EventRequest { Source = "both", Authorization = $"Bearer {entra.Token()}" };

        await (await client.SendAsync((both with { HeaderSecret = null }).Request())).IsProblemAsync(HttpStatusCode.Unauthorized, "secret-missing");
        await (await client.SendAsync((both with { Authorization = null }).Request())).IsProblemAsync(HttpStatusCode.Unauthorized, "token-missing");
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(both.Request())).StatusCode);
    }

    private static HttpRequestMessage Request(string? authorization, string id = "1") =>
        new EventRequest { HeaderSecret = null, Authorization = authorization, Body = $"[{EventRequest.Event(id)}]" }.Request();

    private Task<HttpResponseMessage> SendAsync(string? authorization, string id = "1") => client.SendAsync(Request(authorization, id));

    private async Task RefusedAsync(string token)
    {
        await (await SendAsync($"Bearer {token}")).IsProblemAsync(HttpStatusCode.Unauthorized, "token-invalid");
        Assert.Equal(0, await app.CountAsync());
        Assert.DoesNotContain(app.LogLines, line => line.Contains(token, StringComparison.Ordinal));
    }
}
