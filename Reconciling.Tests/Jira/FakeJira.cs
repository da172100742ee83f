using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Reconciling.Tests.Jira;

/// <summary>Jira Cloud as far as it is asked: search, issue, changelog.</summary>
internal sealed partial class FakeJira(Func<Task<DateTimeOffset>> now) : FakeServer
{
    public const string User = "reader@example.com";
    public const string Token = "the-api-token";
    public const string Site = "example.atlassian.net";

    private const int IssuesAPage = 2;

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, Known> issues = [];

    /// <summary>Every JQL that was searched for.</summary>
    public List<string> Searches { get; } = [];

    public static async Task<FakeJira> StartAsync(Func<Task<DateTimeOffset>> now)
    {
        var server = new FakeJira(now);
        await server.StartAsync();
        return server;
    }

    /// <summary>An issue that has been there for long.</summary>
    public void Create(long id, DateTimeOffset at)
    {
        lock (gate)
        {
            issues[id] = new Known(at, []);
        }
    }

    public void Remove(long id)
    {
        lock (gate)
        {
            issues.Remove(id);
        }
    }

    /// <summary>Somebody sets the status.</summary>
    public void Change(long id, long changelog, DateTimeOffset at)
    {
        lock (gate)
        {
            issues[id].Changes.Add((changelog, at));
        }
    }

    public static string Time(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0200'", CultureInfo.InvariantCulture);

    protected override void Map(WebApplication routes)
    {
        routes.MapPost("/rest/api/3/search/jql", SearchAsync);
        routes.MapGet("/rest/api/2/issue/{id:long}", IssueAsync);
        routes.MapGet("/rest/api/2/issue/{id:long}/changelog", ChangelogAsync);
    }

    private async Task SearchAsync(HttpContext context)
    {
        if (!Authorize(context))
        {
            return;
        }

        var request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!; // It has a body.
        var jql = (string)request["jql"]!;
        var match = Jql().Match(jql);
        Assert.True(match.Success, jql);
        var from = await now() - TimeSpan.FromMinutes(long.Parse(match.Groups["minutes"].ValueSpan));
        var skip = (string?)request["nextPageToken"] is { } token ? int.Parse(token["page-".Length..]) : 0;
        JsonObject answer;
        lock (gate)
        {
            Searches.Add(jql);
            var found = issues.Where(each => each.Value.Updated >= from).OrderBy(each => each.Value.Updated).Select(each => each.Key).ToList();
            answer = new JsonObject
            {
                ["issues"] = new JsonArray([.. found.Skip(skip).Take(IssuesAPage).Select(id => new JsonObject { ["id"] = id.ToString() })]),
                ["isLast"] = skip + IssuesAPage >= found.Count,
            };
            if (skip + IssuesAPage < found.Count)
            {
                answer["nextPageToken"] = $"page-{skip + IssuesAPage}";
            }
        }

        await WriteAsync(context, answer);
    }

    private async Task IssueAsync(HttpContext context, long id)
    {
        if (!Authorize(context) || !TryFind(context, id, out var issue))
        {
            return;
        }

        await WriteAsync(context, new JsonObject
        {
            ["id"] = id.ToString(),
            ["self"] = $"https://{Site}/rest/api/2/issue/{id}",
            ["key"] = $"TES-{id}",
            ["fields"] = new JsonObject
            {
                ["created"] = Time(issue.Created),
                ["creator"] = new JsonObject { ["accountId"] = "creator-1" },
                ["summary"] = "Say hello",
                ["status"] = new JsonObject { ["name"] = "Done", ["statusCategory"] = new JsonObject { ["key"] = "done" } },
            },
        });
    }

    private async Task ChangelogAsync(HttpContext context, long id)
    {
        if (!Authorize(context) || !TryFind(context, id, out var issue))
        {
            return;
        }

        var start = int.Parse(context.Request.Query["startAt"].ToString());
        await WriteAsync(context, new JsonObject
        {
            ["startAt"] = start,
            ["total"] = issue.Changes.Count,
            ["values"] = new JsonArray([.. issue.Changes.Skip(start).Take(100).Select(change => new JsonObject
            {
                ["id"] = change.Changelog.ToString(),
                ["created"] = Time(change.At),
                ["author"] = new JsonObject { ["accountId"] = "author-1" },
                ["items"] = new JsonArray(new JsonObject { ["field"] = "status", ["fieldId"] = "status", ["from"] = "1", ["to"] = "3", ["toString"] = "Done" }),
            })]),
        });
    }

    private bool TryFind(HttpContext context, long id, out Known issue)
    {
        lock (gate)
        {
            var found = issues.TryGetValue(id, out var known);
            issue = known ?? new Known(default, []);
            context.Response.StatusCode = found ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
            return found;
        }
    }

    private static bool Authorize(HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Token}"));
        context.Response.StatusCode = context.Request.Headers.Authorization == expected ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        return context.Response.StatusCode == StatusCodes.Status200OK;
    }

    private static Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(), CancellationToken.None);
    }

    [GeneratedRegex("""^updated >= "-(?<minutes>\d+)m" AND \(project = TES\) ORDER BY updated ASC$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Jql();

    private sealed record Known(DateTimeOffset Created, List<(long Changelog, DateTimeOffset At)> Changes)
    {
        public DateTimeOffset Updated => Changes.Count > 0 ? Changes.Max(each => each.At) : Created;
    }
}
