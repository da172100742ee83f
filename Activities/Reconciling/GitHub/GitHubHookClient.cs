using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Web;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>A hook's delivery log: reading it, and asking for a delivery once more.</summary>
public sealed class GitHubHookClient(TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 4 * 1024 * 1024;
    private const int LongestCursor = 512;

    private readonly HttpClient http = ProviderCalls.Client(LongestAnswer);
    private readonly GitHubTokens tokens = new(time);

    public void Dispose() => http.Dispose();

    internal async Task<HookLogPage> ReadAsync(GitHubHook hook, string? cursor, CancellationToken cancellationToken)
    {
        var path = $"{hook.LogPath}?per_page=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
        var answer = await SendAsync(hook, HttpMethod.Get, path, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            throw new ApplicationFailureException(
                $"{answer.What} is answered 404: there is no such hook, or the credentials do not reach it.", ErrorTypes.Configuration, nonRetryable: true);
        }

        var deliveries = answer.Read<List<HookDelivery?>>();
        return deliveries.Contains(null) ? throw answer.Unexpected() : new HookLogPage([.. deliveries.OfType<HookDelivery>()], NextCursor(answer.Links));
    }

    /// <returns>False when GitHub will not send this one again.</returns>
    internal async Task<bool> RedeliverAsync(GitHubHook hook, long attempt, CancellationToken cancellationToken)
    {
        var id = attempt.ToString(CultureInfo.InvariantCulture);
        var answer = await SendAsync(hook, HttpMethod.Post, $"{hook.LogPath}/{id}/attempts", cancellationToken);
        return answer.Status switch
        {
            _ when answer.IsSuccess => true,
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => false,
            _ => throw answer.Unexpected(),
        };
    }

    private async Task<ProviderAnswer> SendAsync(GitHubHook hook, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var authorization = await tokens.AuthorizationAsync(hook, http, cancellationToken);
        using var request = Request(hook, method, path, authorization);
        try
        {
            return await ProviderCalls.SendAsync(http, request, time, cancellationToken);
        }
        catch (ApplicationFailureException failure) when (failure.ErrorType == ErrorTypes.Authentication)
        {
            // It may have been revoked; the next run asks for a new one.
            tokens.Forget(hook);
            throw;
        }
    }

    internal static HttpRequestMessage Request(GitHubHook hook, HttpMethod method, string path, AuthenticationHeaderValue authorization)
    {
        var request = new HttpRequestMessage(method, new Uri(hook.ApiAddress, path));
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        return request;
    }

    /// <summary>Only the cursor is taken out of the address, and the address is never called: it could lead anywhere.</summary>
    private static string? NextCursor(string links)
    {
        foreach (var link in links.Split(','))
        {
            var parts = link.Split(';', StringSplitOptions.TrimEntries);
            if (parts.Skip(1).Any(part => part == "rel=\"next\"") && Uri.TryCreate(parts[0].Trim('<', '>'), UriKind.Absolute, out var address))
            {
                return HttpUtility.ParseQueryString(address.Query)["cursor"] is { Length: > 0 and <= LongestCursor } cursor ? cursor : null;
            }
        }

        return null;
    }
}
