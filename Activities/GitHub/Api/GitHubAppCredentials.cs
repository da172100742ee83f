using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>A statement that the app signs for each call.</summary>
internal sealed class GitHubAppCredentials(GitHubApp app, TimeProvider time) : ProviderCredentials
{
    /// <summary>GitHub takes ten minutes at most, and our clock may be ahead of its.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    public override ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<AuthenticationHeaderValue?>(new AuthenticationHeaderValue("Bearer", Statement()));

    public override bool Forget() => false;

    private string Statement()
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
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
#pragma warning restore S5542
    }
}
