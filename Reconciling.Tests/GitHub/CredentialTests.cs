using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Reconciling.Tests.Hosting;

namespace Webhooks.Reconciling.Tests.GitHub;

public sealed class CredentialTests
{
    private const string InstallationToken = "ghs_the-token-of-the-installation";

    [Fact]
    public async Task The_log_of_an_apps_hook_is_read_with_a_statement_that_the_app_signed()
    {
        using var key = RSA.Create(2048);
        await using var world = await GitHubWorld.StartAsync(
            "/app/hook/deliveries", ("Hook", "app"), ("Repository", null), ("Token", null), ("AppId", "12345"), ("PrivateKey", key.ExportRSAPrivateKeyPem()));
        var now = await world.Reconciler.NowAsync() + ReconcilerWorld.Interval;
        world.GitHub.IsAuthorized = authorization => IsStatement(authorization, key, now);
        var lost = await world.GitHub.DeliverAsync(isLost: true);

        var run = await world.Reconciler.RunAsync();

        Assert.Null(run.Failure);
        Assert.True(await world.HasAsync(lost));
    }

    [Fact]
    public async Task An_organisations_log_is_read_with_an_installations_token_that_is_asked_for_once()
    {
        using var key = RSA.Create(2048);
        await using var world = await GitHubWorld.StartAsync(
            $"/orgs/octo-org/hooks/{FakeGitHub.HookId}/deliveries",
            ("Hook", "organisation"), ("Repository", null), ("Organisation", "octo-org"),
            ("Token", null), ("AppId", "12345"), ("PrivateKey", key.ExportPkcs8PrivateKeyPem()), ("InstallationId", "99"));
        world.GitHub.IsAuthorized = authorization => authorization == $"Bearer {InstallationToken}";
        world.GitHub.Interrupt = context => GrantAsync(context, world, key, TimeSpan.FromHours(1));
        var lost = await world.GitHub.DeliverAsync(isLost: true);

        await world.Reconciler.RunAsync();
        await world.Reconciler.RunAsync();

        Assert.True(await world.HasAsync(lost));
        Assert.Single(world.GitHub.Asked, each => each == "POST /app/installations/99/access_tokens");
    }

    [Fact]
    public async Task An_installations_token_that_is_about_to_end_is_replaced()
    {
        using var key = RSA.Create(2048);
        await using var world = await GitHubWorld.StartAsync(
            null, ("Token", null), ("AppId", "12345"), ("PrivateKey", key.ExportPkcs8PrivateKeyPem()), ("InstallationId", "99"));
        world.GitHub.IsAuthorized = authorization => authorization == $"Bearer {InstallationToken}";
        world.GitHub.Interrupt = context => GrantAsync(context, world, key, TimeSpan.FromMinutes(4));

        await world.Reconciler.RunAsync();
        await world.Reconciler.RunAsync();

        Assert.Equal(2, world.GitHub.Asked.Count(each => each == "POST /app/installations/99/access_tokens"));
    }

    [Fact]
    public async Task After_a_token_was_revoked_the_next_run_asks_for_another()
    {
        using var key = RSA.Create(2048);
        await using var world = await GitHubWorld.StartAsync(
            null, ("Token", null), ("AppId", "12345"), ("PrivateKey", key.ExportPkcs8PrivateKeyPem()), ("InstallationId", "99"));
        world.GitHub.Interrupt = context => GrantAsync(context, world, key, TimeSpan.FromHours(1));
        world.GitHub.IsAuthorized = _ => false;
        var revoked = await world.Reconciler.RunAsync();

        world.GitHub.IsAuthorized = authorization => authorization == $"Bearer {InstallationToken}";
        var next = await world.Reconciler.RunAsync();

        Assert.Equal("AuthenticationError", revoked.Failure);
        Assert.Null(next.Failure);
        // One, a fresh one that does not count either, and that of the next run.
        Assert.Equal(3, world.GitHub.Asked.Count(each => each == "POST /app/installations/99/access_tokens"));
    }

    private static async Task<bool> GrantAsync(HttpContext context, GitHubWorld world, RSA key, TimeSpan lifetime)
    {
        if (context.Request.Path != "/app/installations/99/access_tokens")
        {
            return false;
        }

        var now = await world.Reconciler.NowAsync();
        Assert.True(IsStatement(context.Request.Headers.Authorization.ToString(), key, now));
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["token"] = InstallationToken,
            ["expires_at"] = now + lifetime,
        }, CancellationToken.None);
        return true;
    }

    private static bool IsStatement(string authorization, RSA key, DateTimeOffset at)
    {
        Assert.StartsWith("Bearer ", authorization);
        var parts = authorization["Bearer ".Length..].Split('.');
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var (from, to, now) = (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64(), at.ToUnixTimeSeconds());
        Assert.Equal(("RS256", "12345"), (header.GetProperty("alg").GetString(), claims.GetProperty("iss").GetString()));
        Assert.InRange(now, from, to);
        Assert.True(to - from <= 600);
        return key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
