using System.Text;
using System.Text.Json.Nodes;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Tests.Commits;

/// <summary>Push payloads and commits to test with.</summary>
internal static class Pushes
{
    public const string Entity = "github/repository/1296269";
    public const string Before = "1481a2de7b2a7d02428ad93446ab166be7793fbb";
    public const string After = "17c497ccc7cca9c2f735aa07e9e3813060ce9a6a";

    public static string Sha(int number) => number.ToString("x40");

    public static JsonObject Commit(string sha, string message = "Change something", string[]? added = null, string[]? modified = null, string[]? removed = null, bool distinct = true) => new()
    {
        ["id"] = sha,
        ["tree_id"] = Sha(0),
        ["distinct"] = distinct,
        ["message"] = message,
        ["timestamp"] = "2025-03-04T10:02:57+01:00",
        ["url"] = $"https://github.com/octo/hello/commit/{sha}",
        ["author"] = Person("Mona Lisa", "mona@example.org", "mona"),
        ["committer"] = Person("Mona Lisa", "mona@example.org", "mona"),
        ["added"] = List(added ?? []),
        ["removed"] = List(removed ?? []),
        ["modified"] = List(modified ?? ["src/Program.cs"]),
    };

    public static JsonObject Person(string name, string email, string? username) =>
        username is null ? new() { ["name"] = name, ["email"] = email } : new() { ["name"] = name, ["email"] = email, ["username"] = username };

    public static byte[] Body(params JsonNode[] commits) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["ref"] = "refs/heads/main",
        ["before"] = Before,
        ["after"] = After,
        ["created"] = false,
        ["deleted"] = false,
        ["forced"] = false,
        ["commits"] = new JsonArray(commits),
        ["repository"] = new JsonObject
        {
            ["id"] = 1296269,
            ["name"] = "hello",
            ["html_url"] = "https://github.com/octo/hello",
            ["owner"] = new JsonObject { ["name"] = "octo", ["login"] = "octo" },
        },
    }.ToJsonString());

    public static CommitReference Reference(string sha, string owner = "octo", string repository = "hello", string branch = "refs/heads/main", string entity = Entity) => new()
    {
        Entity = entity,
        RepositoryId = 1296269,
        Owner = owner,
        Repository = repository,
        Ref = branch,
        Sha = sha,
        Payload = new PayloadReference(1, 0, 0, new string('0', 64)),
    };

    public static CommitAnalysis Analyse(JsonObject commit, SignificanceOptions? options = null, CommitReference? reference = null)
    {
        var sha = commit["id"]!.GetValue<string>();
        var payload = PushPayload.Parse(Body(commit));
        return CommitAnalyser.Analyse(
            reference ?? Reference(sha), payload.Find(sha)!, CommitLinks.From(payload.RepositoryUrl, sha, payload.Before, payload.After), options ?? new());
    }

    private static JsonArray List(string[] values) => new([.. values.Select(value => (JsonNode)value)]);
}
