using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Temporalio.Exceptions;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>A hook's delivery log: reading it, and asking for a delivery once more.</summary>
public sealed class GitHubHookClient(TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly ProviderCalls calls = new(GitHubRequests.Options(LongestAnswer), time);
    private readonly ConcurrentDictionary<GitHubHook, ProviderCredentials> credentials = new();

    public void Dispose() => calls.Dispose();

    internal async Task<HookLogPage> ReadAsync(GitHubHook hook, string? cursor, CancellationToken cancellationToken)
    {
        var path = $"{hook.LogPath}?per_page=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
        var answer = await SendAsync(hook, HttpMethod.Get, path, CallSafety.Safe, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            throw new ApplicationFailureException(
                $"{answer.What} is answered 404: there is no such hook, or the credentials do not reach it.", ErrorTypes.Configuration, nonRetryable: true);
        }

        var deliveries = answer.Read<List<HookDelivery?>>();
        return deliveries.Contains(null)
            ? throw answer.Unexpected()
            : new HookLogPage([.. deliveries.OfType<HookDelivery>()], LinkHeader.Next(answer.Header("Link"), "cursor"));
    }

    /// <returns>False when GitHub will not send this one again.</returns>
    internal async Task<bool> RedeliverAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken)
    {
        var id = attempt.ToString(CultureInfo.InvariantCulture);
        var answer = await SendAsync(hook, HttpMethod.Post, $"{hook.LogPath}/{id}/attempts", CallSafety.Unsafe, cancellationToken);
        return answer.Status switch
        {
            _ when answer.IsSuccess => true,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => false,
            _ => throw answer.Unexpected(),
        };
    }

    private Task<ProviderAnswer> SendAsync(GitHubHook hook, HttpMethod method, string path, CallSafety safety, CancellationToken cancellationToken) =>
        calls.SendAsync(() => GitHubRequests.Create(hook.ApiAddress, method, path), safety, credentials.GetOrAdd(hook, CredentialsOf), cancellationToken);

    private ProviderCredentials CredentialsOf(GitHubHook hook) => hook switch
    {
        { App: { } app, IsAppHook: true } => new GitHubAppCredentials(app, time),
        { App: { } app } => new GitHubInstallationCredentials(calls, hook.ApiAddress, app, time),
        _ => ProviderCredentials.Bearer(hook.Token ?? ""),
    };
}
