using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.GitHub.Api;

/// <summary>The token of an app's installation, kept while it is valid. Whoever needs one while it is asked for waits for the same one.</summary>
internal sealed class GitHubInstallationCredentials(ProviderCalls calls, Uri address, GitHubApp app, TimeProvider time) : ProviderCredentials
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly GitHubAppCredentials statement = new(app, time);
    private readonly Lock gate = new();
    private InstallationToken? kept;
    private Task<InstallationToken>? asking;

    public override async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) =>
        new AuthenticationHeaderValue("Bearer", (await CurrentAsync().WaitAsync(cancellationToken)).Token);

    public override bool Forget()
    {
        lock (gate)
        {
            kept = null;
        }

        return true;
    }

    private Task<InstallationToken> CurrentAsync()
    {
        lock (gate)
        {
            return kept is not null && kept.ExpiresAt - RenewBefore > time.GetUtcNow() ? Task.FromResult(kept) : asking ??= Task.Run(AskAsync, CancellationToken.None);
        }
    }

    /// <summary>Not cancelled by the one who asked first, because others may be waiting; the call has a limit of its own.</summary>
    private async Task<InstallationToken> AskAsync()
    {
        try
        {
            var answer = await calls.SendAsync(
                () => GitHubRequests.Create(address, HttpMethod.Post, $"app/installations/{app.Installation}/access_tokens"),
                CallSafety.Safe,
                statement,
                CancellationToken.None);
            var token = answer.Read<InstallationToken>();
            lock (gate)
            {
                kept = token;
            }

            return token;
        }
        finally
        {
            lock (gate)
            {
                asking = null;
            }
        }
    }

    private sealed record InstallationToken(
        [property: JsonPropertyName("token"), JsonRequired] string Token,
        [property: JsonPropertyName("expires_at"), JsonRequired] DateTimeOffset ExpiresAt);
}
