using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>What proves to GitHub who asks: a personal access token, an app's signed statement, or an installation's token, kept while it is valid.</summary>
internal sealed class GitHubTokens(TimeProvider time)
{
    /// <summary>GitHub takes ten minutes at most, and our clock may be ahead of its.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<GitHubHook, InstallationToken> installations = new();

    public async Task<AuthenticationHeaderValue> AuthorizationAsync(GitHubHook hook, HttpClient http, CancellationToken cancellationToken)
    {
        if (hook.App is not { } app)
        {
            return Bearer(hook.Token);
        }

        if (hook.IsAppHook)
        {
            return Bearer(Statement(app));
        }

        if (!installations.TryGetValue(hook, out var token) || token.ExpiresAt - RenewBefore <= time.GetUtcNow())
        {
            using var request = GitHubHookClient.Request(hook, HttpMethod.Post, $"app/installations/{app.Installation}/access_tokens", Bearer(Statement(app)));
            token = (await ProviderCalls.SendAsync(http, request, time, cancellationToken)).Read<InstallationToken>();
            installations[hook] = token;
        }

        return Bearer(token.Token);
    }

    public void Forget(GitHubHook hook) => installations.TryRemove(hook, out _);

    private static AuthenticationHeaderValue Bearer(string? token) => new("Bearer", token);

    private string Statement(GitHubApp app)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iat"] = (now - ClockDifference).ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
            ["iss"] = app.Id,
        };
        var text = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = RSA.Create();
        key.ImportFromPem(app.PrivateKey);
#pragma warning disable S5542 // RS256 is this padding, and GitHub takes no other; it is a signature, not encryption.
        return $"{text}.{Base64Url.EncodeToString(key.SignData(System.Text.Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
#pragma warning restore S5542
    }

    private sealed record InstallationToken(
        [property: JsonPropertyName("token"), JsonRequired] string Token,
        [property: JsonPropertyName("expires_at"), JsonRequired] DateTimeOffset ExpiresAt);
}
