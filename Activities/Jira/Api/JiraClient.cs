using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Jira.Api;

/// <summary>Jira Cloud: which issues there are, what an issue is now, and what was changed in it.</summary>
public sealed class JiraClient : IDisposable
{
    private const int LongestAnswer = 16 * 1024 * 1024;
    private const int PageSize = 100;
    private const int MostChanges = 5_000;
    private const int MostPages = 20;
    private const int MostLaterIssues = 200;

    /// <summary>The time zones that a user may have, from UTC.</summary>
    private static readonly TimeSpan Westernmost = TimeSpan.FromHours(-12);

    private readonly JiraSite site;
    private readonly ProviderCalls calls;
    private readonly ProviderCredentials credentials;

    public JiraClient(JiraSite site, TimeProvider time)
    {
        this.site = site;
        calls = new ProviderCalls(new ProviderCallOptions { System = "Jira", LargestAnswer = LongestAnswer }, time);
        credentials = site.User is { } user ? ProviderCredentials.Basic(user, site.Token) : ProviderCredentials.Bearer(site.Token);
    }

    public void Dispose() => calls.Dispose();

    /// <param name="jql">With bounds, and an order. Times in it are read in whatever time zone the user has set.</param>
    /// <param name="fields">Which fields of the issues are wanted.</param>
    /// <param name="pageToken">Null for the first page.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IssuePage> SearchAsync(string jql, IReadOnlyList<string> fields, string? pageToken, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal) { ["jql"] = jql, ["fields"] = fields, ["maxResults"] = PageSize };
        if (pageToken is not null)
        {
            body["nextPageToken"] = pageToken;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(body);
        var answer = await calls.SendAsync(
            () =>
            {
                var request = Request(HttpMethod.Post, "rest/api/3/search/jql");
                request.Content = new ByteArrayContent(json);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                return request;
            },
            CallSafety.Safe,
            credentials,
            cancellationToken);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            throw new ApplicationFailureException(
                $"{answer.What} is answered {(int)answer.Status}: the condition is wrong, or this is no Jira Cloud.", ErrorTypes.Configuration, nonRetryable: true);
        }

        var page = answer.Read<IssuePage>();
        if (page.NextPageToken is not null && page.NextPageToken == pageToken)
        {
            throw new ApplicationFailureException("Jira's search leads from a page to the same page.", ErrorTypes.ProviderAnswer);
        }

        return page.IsLast == true || page.NextPageToken is { Length: 0 } ? page with { NextPageToken = null } : page;
    }

    /// <summary>
    /// Issues in which something happened within a span of time. JQL knows minutes and reads them in the time zone that the user has set, from UTC-12 to
    /// UTC+14. So the search begins early enough for all of them and has no end, because an issue is found under its last change alone; what
    /// counts is decided by the instants in the answers. Of an issue that changed again after the span its changelog tells whether it changed
    /// within, where comments and work logs leave no trace.
    /// </summary>
    /// <param name="from">Included.</param>
    /// <param name="until">Not included.</param>
    /// <param name="condition">Which issues; null for all that the user sees.</param>
    /// <param name="fields">Which fields of the issues are wanted, beside the times.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ListedIssues> IssuesAsync(
        DateTimeOffset from, DateTimeOffset until, string? condition, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var begin = (from.ToUniversalTime() + Westernmost).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var jql = $"updated >= \"{begin}\"{(condition is null ? "" : $" AND ({condition})")} ORDER BY updated ASC";
        string[] wanted = [.. fields.Union(["updated", "created"], StringComparer.Ordinal)];
        Dictionary<string, FoundIssue> found = new(StringComparer.Ordinal);
        var (token, pages, later) = ((string?)null, 0, 0);
        do
        {
            var page = await SearchAsync(jql, wanted, token, cancellationToken);
            foreach (var issue in page.Issues.Where(issue => !found.ContainsKey(issue.Id)))
            {
                var updated = issue.Time("updated")
                    ?? throw new ApplicationFailureException("Jira's search does not tell when an issue changed.", ErrorTypes.ProviderAnswer);
                if (IsWithin(updated)
                    || IsWithin(issue.Time("created"))
                    || (updated >= until && ++later <= MostLaterIssues && (await ChangesAsync(issue.Id, from, cancellationToken)).Any(change => IsWithin(change.At))))
                {
                    found.Add(issue.Id, issue);
                }
            }

            token = page.NextPageToken;
        }
        while (token is not null && ++pages < MostPages);
        return new ListedIssues([.. found.Values], IsComplete: token is null && later <= MostLaterIssues);

        bool IsWithin(DateTimeOffset? time) => time >= from && time < until;
    }

    /// <param name="issue">Id or key.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when it is gone.</returns>
    public async Task<Issue?> FindIssueAsync(string issue, CancellationToken cancellationToken)
    {
        var answer = await GetAsync($"rest/api/2/issue/{Uri.EscapeDataString(issue)}", cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Read<Issue>();
    }

    /// <param name="issue">Id or key.</param>
    /// <param name="since">Earlier changes are left out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Oldest first; none when the issue is gone.</returns>
    public async Task<IReadOnlyList<IssueChange>> ChangesAsync(string issue, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // The oldest come first, so the first page tells how many there are, and what is wanted is read from the end.
        var first = await ChangePageAsync(issue, 0, cancellationToken);
        var changes = new List<IssueChange>();
        for (var start = first.Total - PageSize; start > 0; start -= PageSize)
        {
            var page = await ChangePageAsync(issue, start, cancellationToken);
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

    private async Task<ChangePage> ChangePageAsync(string issue, int start, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"rest/api/2/issue/{Uri.EscapeDataString(issue)}/changelog?startAt={start}&maxResults={PageSize}");
        var answer = await GetAsync(path, cancellationToken);
        return answer.Status == HttpStatusCode.NotFound ? new ChangePage(0, []) : answer.Read<ChangePage>();
    }

    private Task<ProviderAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        calls.SendAsync(() => Request(HttpMethod.Get, path), CallSafety.Safe, credentials, cancellationToken);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(site.ApiAddress, path));
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private sealed record ChangePage(
        [property: JsonPropertyName("total"), JsonRequired] int Total,
        [property: JsonPropertyName("values"), JsonRequired] IReadOnlyList<IssueChange> Values);
}
