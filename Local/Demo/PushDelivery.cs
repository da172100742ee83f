using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Local.Demo;

/// <summary>A push delivery as GitHub makes it: JSON body, its headers, signed.</summary>
internal sealed record PushDelivery
{
    private const string HookId = "1";

    private PushDelivery(string id, byte[] body)
    {
        Id = id;
        Body = body;
    }

    /// <summary>GitHub's delivery GUID. The same id again is the same delivery.</summary>
    public string Id { get; init; }

    public byte[] Body { get; init; }

    /// <param name="repository">That is pushed to.</param>
    /// <param name="commits">At least one, oldest first.</param>
    /// <param name="id">Of the delivery.</param>
    /// <param name="before">Where the push before this one ended.</param>
    public static PushDelivery Of(DemoRepository repository, IReadOnlyList<DemoCommit> commits, string id, string before)
    {
        var body = new JsonObject
        {
            ["ref"] = $"refs/heads/{repository.Branch}",
            ["before"] = before,
            ["after"] = commits[^1].Sha,
            ["created"] = false,
            ["deleted"] = false,
            ["forced"] = false,
            ["base_ref"] = null,
            ["compare"] = repository.Page is null ? "" : $"{repository.Page}/compare/{before[..12]}...{commits[^1].Sha[..12]}",
            ["commits"] = new JsonArray([.. commits.Select(commit => Commit(repository, commit))]),
            ["head_commit"] = Commit(repository, commits[^1]),
            ["repository"] = Repository(repository),
            ["pusher"] = new JsonObject { ["name"] = commits[^1].CommitterName, ["email"] = commits[^1].CommitterEmail },
        };
        return new PushDelivery(id, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    /// <summary>What the push tells, for people.</summary>
    public static string What(DemoRepository repository, IReadOnlyList<DemoCommit> commits) =>
        $"{commits.Count} {(commits.Count == 1 ? "commit is" : "commits are")} pushed to {repository.Branch} of {repository.Owner}/{repository.Name}";

    public HttpRequestMessage Signed(Uri address, string secret)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Body);
        return new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "X-GitHub-Event", "push" },
                { "X-GitHub-Delivery", Id },
                { "X-GitHub-Hook-ID", HookId },
                { "X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(signature)}" },
            },
        };
    }

    private static JsonObject Commit(DemoRepository repository, DemoCommit commit) => new()
    {
        ["id"] = commit.Sha,
        ["tree_id"] = commit.Tree,
        ["distinct"] = true,
        ["message"] = commit.Message,
        ["timestamp"] = commit.Timestamp,
        ["url"] = repository.Page is null ? "" : $"{repository.Page}/commit/{commit.Sha}",
        ["author"] = new JsonObject { ["name"] = commit.AuthorName, ["email"] = commit.AuthorEmail },
        ["committer"] = new JsonObject { ["name"] = commit.CommitterName, ["email"] = commit.CommitterEmail },
        ["added"] = Paths(commit.Added),
        ["removed"] = Paths(commit.Removed),
        ["modified"] = Paths(commit.Modified),
    };

    private static JsonObject Repository(DemoRepository repository)
    {
        var described = new JsonObject
        {
            ["id"] = repository.Id,
            ["name"] = repository.Name,
            ["full_name"] = $"{repository.Owner}/{repository.Name}",
            ["private"] = true,
            ["owner"] = new JsonObject { ["name"] = repository.Owner, ["login"] = repository.Owner },
            ["default_branch"] = repository.Branch,
        };
        if (repository.Page is not null)
        {
            described["html_url"] = repository.Page;
        }

        return described;
    }

    private static JsonArray Paths(IReadOnlyList<string> paths) => new([.. paths.Select(path => (JsonNode)path)]);
}
