using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.Jira;

/// <summary>Jira Cloud: search by page tokens, an issue, its changelog. Times in a search are read in the zone of the user, as Jira does.</summary>
internal sealed partial class FakeJiraApi : FakeServer
{
    public const string User = "reader@example.com";
    public const string Token = "the-api-token";

    private const int IssuesAPage = 3;

    public SortedDictionary<int, Known> Issues { get; } = [];

    /// <summary>Of the user who searches.</summary>
    public TimeSpan Zone { get; set; }

    /// <summary>Bodies of the searches.</summary>
    public List<JsonNode> Searches { get; } = [];

    public static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0200'", CultureInfo.InvariantCulture);

    public void Add(int id, string created, params string[] changes) =>
        Issues[id] = new Known(Instant(created), [.. changes.Select(Instant)]);

    protected override void Map(WebApplication routes)
    {
        routes.MapPost("/rest/api/3/search/jql", context => AuthorizedAsync(context, () => SearchAsync(context)));
        routes.MapGet("/rest/api/2/issue/{id}", context => AuthorizedAsync(context, () => WriteAsync(context, Find(context) is { } issue ? Body(issue.Id, issue.Issue) : null)));
        routes.MapGet("/rest/api/2/issue/{id}/changelog", context => AuthorizedAsync(context, () => WriteAsync(context, Changelog(context))));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static JsonObject Body(int id, Known issue) => new()
    {
        ["id"] = id.ToString(CultureInfo.InvariantCulture),
        ["self"] = $"https://example.atlassian.net/rest/api/2/issue/{id}",
        ["key"] = $"TES-{id}",
        ["fields"] = new JsonObject { ["summary"] = "Say hello", ["updated"] = Text(issue.Updated), ["created"] = Text(issue.Created) },
    };

    private static Task WriteAsync(HttpContext context, JsonNode? json)
    {
        context.Response.StatusCode = json is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json?.ToJsonString() ?? """{"errorMessages":["Issue does not exist or you do not have permission to see it."]}""", CancellationToken.None);
    }

    private static async Task AuthorizedAsync(HttpContext context, Func<Task> answer)
    {
        if (context.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Token}")))
        {
            await answer();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    private async Task SearchAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None))!; // It has a body.
        Searches.Add(request);
        var match = Jql().Match((string)request["jql"]!);
        Assert.True(match.Success, (string?)request["jql"]);
        var from = new DateTimeOffset(DateTime.ParseExact(match.Groups["from"].Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Zone);
        var skip = (string?)request["nextPageToken"] is { } token ? int.Parse(token["page-".Length..], CultureInfo.InvariantCulture) : 0;
        var wanted = request["fields"]!.AsArray().Select(field => (string)field!).ToList(); // The default is ids alone.
        var found = Issues.Where(each => each.Value.Updated >= from).OrderBy(each => each.Value.Updated).ToList();
        var answer = new JsonObject
        {
            ["issues"] = new JsonArray([.. found.Skip(skip).Take(IssuesAPage).Select(each => Found(each.Key, each.Value, wanted))]),
            ["isLast"] = skip + IssuesAPage >= found.Count,
        };
        if (skip + IssuesAPage < found.Count)
        {
            answer["nextPageToken"] = $"page-{skip + IssuesAPage}";
        }

        await WriteAsync(context, answer);
    }

    private static JsonObject Found(int id, Known issue, List<string> wanted)
    {
        var body = Body(id, issue);
        var fields = body["fields"]!.AsObject(); // Made with it.
        foreach (var field in fields.Select(each => each.Key).Where(each => !wanted.Contains(each)).ToList())
        {
            fields.Remove(field);
        }

        return body;
    }

    private JsonObject? Changelog(HttpContext context)
    {
        if (Find(context) is not { } issue)
        {
            return null;
        }

        var start = int.Parse(context.Request.Query["startAt"].ToString(), CultureInfo.InvariantCulture);
        var size = int.Parse(context.Request.Query["maxResults"].ToString(), CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["startAt"] = start,
            ["maxResults"] = size,
            ["total"] = issue.Issue.Changes.Count,
            ["isLast"] = start + size >= issue.Issue.Changes.Count,
            ["values"] = new JsonArray([.. issue.Issue.Changes.Select((at, number) => (at, number)).Skip(start).Take(size).Select(change => new JsonObject
            {
                ["id"] = (1000 + change.number).ToString(CultureInfo.InvariantCulture),
                ["created"] = Text(change.at),
                ["author"] = new JsonObject { ["accountId"] = "author-1" },
                ["items"] = new JsonArray(new JsonObject { ["field"] = "status", ["fieldId"] = "status", ["toString"] = "Done" }),
            })]),
        };
    }

    private (int Id, Known Issue)? Find(HttpContext context) =>
        int.TryParse(((string?)context.Request.RouteValues["id"])?.Split('-')[^1], out var id) && Issues.TryGetValue(id, out var issue) ? (id, issue) : null;

    [GeneratedRegex("""^updated >= "(?<from>\d{4}-\d\d-\d\d \d\d:\d\d)"( AND \(project = TES\))? ORDER BY updated ASC$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Jql();

    public sealed record Known(DateTimeOffset Created, IReadOnlyList<DateTimeOffset> Changes)
    {
        public DateTimeOffset Updated => Changes.Count > 0 ? Changes.Max() : Created;
    }
}
