using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Activities.Tests.Hosting;

namespace Webhooks.Activities.Tests.GitHub;

/// <summary>GitHub's REST interface for one repository, as documented: pages with <c>Link</c>, and all addresses in answers lead elsewhere.</summary>
internal sealed class FakeGitHubApi(TimeProvider clock) : FakeServer
{
    public const string Token = "ghp_the-token-of-the-test";
    public const string Elsewhere = "https://elsewhere.invalid";

    private const string Repository = "/repos/octo/hello";

    private int granted;

    /// <summary>What a request must carry.</summary>
    public string Authorized { get; set; } = Token;

    /// <summary>Installation tokens that were given.</summary>
    public int Granted => granted;

    /// <summary>Newest first, as lists give them.</summary>
    public List<JsonObject> Commits { get; } = [];

    public JsonObject? Pull { get; set; }

    public List<JsonNode> PullFiles { get; } = [];

    public List<JsonNode> PullCommits { get; } = [];

    public List<JsonNode> Reviews { get; } = [];

    public static string Sha(int number) => number.ToString("x40", CultureInfo.InvariantCulture);

    public static JsonObject Commit(int number, string at = "2026-11-19T12:00:00Z", int files = 0, int[]? parents = null) => new()
    {
        ["sha"] = Sha(number),
        ["url"] = $"{Elsewhere}/{number}",
        ["commit"] = new JsonObject
        {
            ["message"] = $"Commit {number}",
            ["author"] = Signature("Mona Lisa", "2026-11-01T12:00:00Z"),
            ["committer"] = Signature("GitHub", at),
        },
        ["author"] = new JsonObject { ["login"] = "mona", ["id"] = 1 },
        ["committer"] = null,
        ["parents"] = new JsonArray([.. (parents ?? []).Select(parent => new JsonObject { ["sha"] = Sha(parent), ["url"] = Elsewhere })]),
        ["stats"] = new JsonObject { ["additions"] = files * 2, ["deletions"] = files, ["total"] = files * 3 },
        ["files"] = new JsonArray([.. Enumerable.Range(0, files).Select(file => File($"src/{file}.cs"))]),
    };

    public static JsonObject File(string path, string status = "modified", string? previous = null)
    {
        var file = new JsonObject { ["sha"] = Sha(0), ["filename"] = path, ["status"] = status, ["additions"] = 2, ["deletions"] = 1, ["changes"] = 3, ["patch"] = "@@" };
        if (previous is not null)
        {
            file["previous_filename"] = previous;
        }

        return file;
    }

    protected override void Map(WebApplication routes)
    {
        routes.MapPost("/app/installations/99/access_tokens", GrantAsync);
        routes.MapGet(Repository + "/commits/{sha}", context => AuthorizedAsync(context, () => CommitAsync(context)));
        routes.MapGet(Repository + "/commits", context => AuthorizedAsync(context, () => ListAsync(context)));
        routes.MapGet(Repository + "/compare/{between}", context => AuthorizedAsync(context, () => CompareAsync(context)));
        routes.MapGet(Repository + "/pulls/7", context => AuthorizedAsync(context, () => WriteAsync(context, Pull)));
        routes.MapGet(Repository + "/pulls/7/files", context => AuthorizedAsync(context, () => WriteAsync(context, Page(context, PullFiles, PageSize(context)))));
        routes.MapGet(Repository + "/pulls/7/commits", context => AuthorizedAsync(context, () => WriteAsync(context, Page(context, PullCommits, PageSize(context)))));
        routes.MapGet(Repository + "/pulls/7/reviews", context => AuthorizedAsync(context, () => WriteAsync(context, Page(context, Reviews, PageSize(context)))));
    }

    private static JsonObject Signature(string name, string at) => new() { ["name"] = name, ["email"] = "somebody@example.org", ["date"] = at };

    private static int PageSize(HttpContext context) =>
        context.Request.Query["per_page"] is [{ } size] ? int.Parse(size, CultureInfo.InvariantCulture) : 30;

    private static JsonArray Page(HttpContext context, List<JsonNode> all, int size)
    {
        var number = context.Request.Query["page"] is [{ } page] ? int.Parse(page, CultureInfo.InvariantCulture) : 1;
        var last = Math.Max(1, (all.Count + size - 1) / size);
        if (number < last)
        {
            context.Response.Headers.Link =
                $"<{Elsewhere}/repositories/1?a=b,c&page={number + 1}>; rel=\"next\", <{Elsewhere}/repositories/1?a=b,c&page={last}>; rel=\"last\"";
        }

        return new JsonArray([.. all.Skip((number - 1) * size).Take(size).Select(each => each.DeepClone())]);
    }

    private static Task WriteAsync(HttpContext context, JsonNode? json)
    {
        context.Response.StatusCode = json is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json?.ToJsonString() ?? """{"message":"Not Found"}""", CancellationToken.None);
    }

    private async Task AuthorizedAsync(HttpContext context, Func<Task> answer)
    {
        Assert.StartsWith("application/vnd.github", context.Request.Headers.Accept.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(context.Request.Headers.UserAgent.ToString());
        if (context.Request.Headers.Authorization == $"Bearer {Authorized}")
        {
            await answer();
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsync("""{"message":"Bad credentials"}""", CancellationToken.None);
    }

    private Task CommitAsync(HttpContext context)
    {
        if (Commits.Find(each => (string?)each["sha"] == (string?)context.Request.RouteValues["sha"])?.DeepClone() is not JsonObject commit)
        {
            return WriteAsync(context, null);
        }

        List<JsonNode> files = [.. commit["files"]!.AsArray().Select(file => file!.DeepClone())]; // Made above.
        commit["files"] = Page(context, files, 300);
        return WriteAsync(context, commit);
    }

    private Task ListAsync(HttpContext context)
    {
        if (Commits.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return context.Response.WriteAsync("""{"message":"Git Repository is empty."}""", CancellationToken.None);
        }

        var (since, until) = (Time(context, "since"), Time(context, "until"));
        var listed = Commits.Where(each => At(each) >= since && At(each) <= until).Select(Listed).ToList();
        return WriteAsync(context, Page(context, listed, PageSize(context)));
    }

    private Task CompareAsync(HttpContext context)
    {
        Assert.Equal("v1...feature%2Fx", (string?)context.Request.RouteValues["between"]);
        var isFirst = context.Request.Query["page"].Count == 0;
        return WriteAsync(context, new JsonObject
        {
            ["status"] = "ahead",
            ["ahead_by"] = Commits.Count,
            ["behind_by"] = 0,
            ["total_commits"] = Commits.Count,
            ["commits"] = Page(context, [.. Commits.AsEnumerable().Reverse().Select(Listed)], PageSize(context)),
            ["files"] = isFirst ? new JsonArray(File("src/a.cs", "renamed", "src/b.cs")) : new JsonArray(),
        });
    }

    private async Task GrantAsync(HttpContext context)
    {
        Authorized = $"ghs_token-{Interlocked.Increment(ref granted)}";
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object> { ["token"] = Authorized, ["expires_at"] = clock.GetUtcNow().AddHours(1) }, CancellationToken.None);
    }

    /// <summary>Lists tell neither lines nor files.</summary>
    private static JsonNode Listed(JsonObject commit)
    {
        var listed = commit.DeepClone().AsObject();
        listed.Remove("stats");
        listed.Remove("files");
        return listed;
    }

    private static DateTimeOffset At(JsonObject commit) =>
        DateTimeOffset.Parse((string)commit["commit"]!["committer"]!["date"]!, CultureInfo.InvariantCulture); // Made above.

    private static DateTimeOffset Time(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", text);
        return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
    }
}
