using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>Jira Cloud: which issues changed, what an issue is now, and what was changed in it.</summary>
public sealed class JiraClient(TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 16 * 1024 * 1024;
    private const int PageSize = 100;
    private const int MostChanges = 5_000;

    private readonly HttpClient http = ProviderCalls.Client(LongestAnswer);

    public void Dispose() => http.Dispose();

    /// <param name="search">Where and as whom.</param>
    /// <param name="minutes">
    /// Issues that changed in the last so many. Relative on purpose: an absolute time would be read in whatever time zone the user has set.
    /// </param>
    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<IssuePage> SearchAsync(JiraSearch search, long minutes, string? pageToken, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["jql"] = string.Create(CultureInfo.InvariantCulture, $"updated >= \"-{minutes}m\"{(search.Jql is null ? "" : $" AND ({search.Jql})")} ORDER BY updated ASC"),
            ["fields"] = new[] { "updated" },
            ["maxResults"] = PageSize,
        };
        if (pageToken is not null)
        {
            body["nextPageToken"] = pageToken;
        }

        using var request = Request(search, HttpMethod.Post, "rest/api/3/search/jql");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await ProviderCalls.SendAsync(http, request, time, cancellationToken);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            throw new ApplicationFailureException(
                $"{answer.What} is answered {(int)answer.Status}: the condition is wrong, or this is no Jira Cloud.", ErrorTypes.Configuration, nonRetryable: true);
        }

        var page = answer.Read<IssuePage>();
        return page.IsLast == true || page.NextPageToken is { Length: 0 } ? page with { NextPageToken = null } : page;
    }

    /// <returns>The issue in the form that webhooks have; null when it is gone.</returns>
    internal async Task<Issue?> ReadAsync(JiraSearch search, string issueId, CancellationToken cancellationToken)
    {
        using var request = Request(search, HttpMethod.Get, $"rest/api/2/issue/{Uri.EscapeDataString(issueId)}");
        var answer = await ProviderCalls.SendAsync(http, request, time, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read<Issue>();
    }

    /// <returns>The changes of that time and later, oldest first.</returns>
    internal async Task<IReadOnlyList<IssueChange>> ChangesAsync(JiraSearch search, string issueId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // The oldest come first, so the first page tells how many there are, and what is wanted is read from the end.
        var first = await PageAsync(search, issueId, 0, cancellationToken);
        var changes = new List<IssueChange>();
        for (var start = first.Total - PageSize; start > 0; start -= PageSize)
        {
            var page = await PageAsync(search, issueId, start, cancellationToken);
            changes.InsertRange(0, page.Values);
            if (page.Values.Count == 0 || page.Values[0].At < since || changes.Count >= MostChanges)
            {
                return Since(changes, since);
            }
        }

        changes.InsertRange(0, first.Values);
        return Since(changes, since);
    }

    private static List<IssueChange> Since(List<IssueChange> changes, DateTimeOffset since) =>
        [.. changes.Where(change => change.At >= since).DistinctBy(change => change.Id, StringComparer.Ordinal)];

    private async Task<ChangePage> PageAsync(JiraSearch search, string issueId, int start, CancellationToken cancellationToken)
    {
        using var request = Request(
            search, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"rest/api/2/issue/{Uri.EscapeDataString(issueId)}/changelog?startAt={start}&maxResults={PageSize}"));
        return (await ProviderCalls.SendAsync(http, request, time, cancellationToken)).Read<ChangePage>();
    }

    private static HttpRequestMessage Request(JiraSearch search, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(search.ApiAddress, path));
        request.Headers.Authorization = search.User is { } user
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{search.Token}")))
            : new AuthenticationHeaderValue("Bearer", search.Token);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }
}
