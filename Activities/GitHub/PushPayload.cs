using System.Globalization;
using System.Text.Json;

namespace Webhooks.Activities.GitHub;

/// <summary>A push payload, indexed once: which commits it holds and where. Commits are parsed one by one when asked for.</summary>
public sealed class PushPayload
{
    private const int MaximumMessage = 64 * 1024;
    private const int MaximumName = 200;
    private const int MaximumPath = 400;

    private readonly byte[] json;
    private readonly Dictionary<string, Range> positions = new(StringComparer.Ordinal);
    private readonly List<string> distinct = [];

    private PushPayload(byte[] json) => this.json = json;

    public int Size => json.Length;

    public PushContents Contents => new() { Commits = distinct, Listed = Listed };

    /// <summary>Address of the repository's page as the payload gives it; foreign text.</summary>
    public string? RepositoryUrl { get; private set; }

    public string? Before { get; private set; }

    public string? After { get; private set; }

    private int Listed { get; set; }

    /// <param name="body">The raw body as accepted: JSON, or a form with the JSON in its field <c>payload</c>.</param>
    /// <exception cref="FormatException">The body is not a push.</exception>
    public static PushPayload Parse(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var payload = new PushPayload(FormBody.Payload(body));
        try
        {
            payload.Index();
        }
        catch (JsonException failure)
        {
            throw new FormatException("The payload is not valid JSON.", failure);
        }

        return payload;
    }

    /// <returns>Null when the payload lists no such commit.</returns>
    public PushedCommit? Find(string sha)
    {
        if (!positions.TryGetValue(sha, out var position))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json.AsMemory(position));
        var commit = document.RootElement;
        return new PushedCommit
        {
            Sha = sha,
            Message = Text(commit, "message", MaximumMessage) ?? "",
            Timestamp = Text(commit, "timestamp", 64) is { } time && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var at) ? at : null,
            Author = Person(commit, "author"),
            Committer = Person(commit, "committer"),
            AuthorEmail = Email(commit, "author"),
            Added = Paths(commit, "added"),
            Modified = Paths(commit, "modified"),
            Removed = Paths(commit, "removed"),
        };
    }

    private void Index()
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("The payload is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "commits":
                    IndexCommits(ref reader);
                    break;
                case "repository":
                    using (var repository = JsonDocument.ParseValue(ref reader))
                    {
                        RepositoryUrl = Text(repository.RootElement, "html_url", 500);
                    }

                    break;
                case "before" when reader.TokenType == JsonTokenType.String:
                    Before = reader.GetString();
                    break;
                case "after" when reader.TokenType == JsonTokenType.String:
                    After = reader.GetString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        while (reader.Read())
        {
            // To the end: a body that was cut or has a second value behind the first is not a push.
        }
    }

    private void IndexCommits(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("The payload's commits are not a list.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var position = start..(int)reader.BytesConsumed;
            using var document = JsonDocument.Parse(json.AsMemory(position));
            var sha = Text(document.RootElement, "id", 64)?.ToLowerInvariant();
            if (sha is null || !IsSha(sha))
            {
                throw new FormatException("The payload lists a commit without a hash.");
            }

            Listed++;
            var isDistinct = !document.RootElement.TryGetProperty("distinct", out var flag) || flag.ValueKind != JsonValueKind.False;
            if (positions.TryAdd(sha, position) && isDistinct)
            {
                distinct.Add(sha);
            }
        }
    }

    /// <summary>SHA-1 or SHA-256 in lower-case hex. Anything else must not get into a path or a workflow id.</summary>
    internal static bool IsSha(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static PushedPerson Person(JsonElement commit, string name) =>
        commit.TryGetProperty(name, out var person) && person.ValueKind == JsonValueKind.Object
            ? new PushedPerson(Text(person, "name", MaximumName) ?? "", Text(person, "username", MaximumName))
            : new PushedPerson("", null);

    private static string? Email(JsonElement commit, string name) => commit.TryGetProperty(name, out var person) ? Text(person, "email", MaximumName) : null;

    private static List<string> Paths(JsonElement commit, string name) =>
        commit.TryGetProperty(name, out var paths) && paths.ValueKind == JsonValueKind.Array
            ? [.. paths.EnumerateArray().Where(path => path.ValueKind == JsonValueKind.String).Select(path => Cut(path.GetString() ?? "", MaximumPath))]
            : [];

    private static string? Text(JsonElement element, string name, int maximum) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Cut(value.GetString() ?? "", maximum)
            : null;

    private static string Cut(string text, int maximum) => text.Length <= maximum ? text : text[..maximum];
}
