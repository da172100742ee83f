using System.Text.Json;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Gateway.GitHub;

/// <summary>
/// The few fields that say what a delivery is about, read in one pass without building a tree. Whatever else the body has is skipped, but
/// it must be JSON.
/// </summary>
internal sealed class GitHubBody
{
    private const int LongestRef = 1024;
    private const int LongestName = 100;

    private readonly bool isPush;
    private RootFields seen;
    private string? name;
    private string? owner;
    private string? login;
    private string? gitRef;
    private string? before;
    private string? after;
    private bool? created;
    private bool? deleted;
    private bool? forced;
    private int? commits;

    private GitHubBody(bool isPush) => this.isPush = isPush;

    [Flags]
    private enum RootFields
    {
        None = 0,
        Repository = 1,
        Ref = 1 << 1,
        Before = 1 << 2,
        After = 1 << 3,
        Created = 1 << 4,
        Deleted = 1 << 5,
        Forced = 1 << 6,
        Commits = 1 << 7,
        HookId = 1 << 8,
        RepositoryId = 1 << 9,
        RepositoryName = 1 << 10,
        RepositoryOwner = 1 << 11,
    }

    public long? RepositoryId { get; private set; }

    public string? HookId { get; private set; }

    /// <summary>Why the body is to be quarantined. Null when it is good.</summary>
    public string? Fault { get; private set; }

    /// <summary>Set for a push without <see cref="Fault"/>.</summary>
    public GitHubPush? Push { get; private set; }

    public static GitHubBody Read(ReadOnlySpan<byte> json, bool isPush)
    {
        var body = new GitHubBody(isPush);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
            body.ReadRoot(ref reader);
            if (isPush && body.Fault is null)
            {
                body.BuildPush();
            }
        }
        catch (JsonException)
        {
            // Not JSON, or deeper than anything GitHub sends: what was read up to there identifies nothing.
            body = new GitHubBody(isPush) { Fault = json.IsEmpty ? "body-empty" : "body-not-json" };
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for a property name that is not Unicode, such as a lone surrogate, and here for nothing else.
            body = new GitHubBody(isPush) { Fault = "body-not-unicode" };
        }

        return body;
    }

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            // Read on: broken JSON is a different fault than JSON of another shape.
            while (reader.Read())
            {
                reader.Skip();
            }

            Fault = "body-not-an-object";
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = RootField(ref reader);
            reader.Read();
            Note(field);
            ReadRootValue(field, ref reader);
        }

        while (reader.Read())
        {
            // The reader itself complains about what should not follow.
        }
    }

    private void ReadRootValue(RootFields field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case RootFields.Repository when reader.TokenType == JsonTokenType.StartObject:
                ReadRepository(ref reader);
                return;
            case RootFields.Commits when reader.TokenType == JsonTokenType.StartArray:
                commits = Count(ref reader);
                return;
            case RootFields.HookId when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var hook):
                HookId = hook.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return;
            case RootFields.Ref:
                gitRef = Text(ref reader, LongestRef);
                break;
            case RootFields.Before:
                before = ObjectId(ref reader);
                break;
            case RootFields.After:
                after = ObjectId(ref reader);
                break;
            case RootFields.Created:
                created = Flag(ref reader);
                break;
            case RootFields.Deleted:
                deleted = Flag(ref reader);
                break;
            case RootFields.Forced:
                forced = Flag(ref reader);
                break;
            default:
                break;
        }

        reader.Skip();
    }

    private void ReadRepository(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.ValueTextEquals("id"u8) ? RootFields.RepositoryId
                : isPush && reader.ValueTextEquals("name"u8) ? RootFields.RepositoryName
                : isPush && reader.ValueTextEquals("owner"u8) ? RootFields.RepositoryOwner
                : RootFields.None;
            reader.Read();
            Note(field);
            switch (field)
            {
                case RootFields.RepositoryId when reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) && id > 0:
                    RepositoryId = id;
                    break;
                case RootFields.RepositoryName:
                    name = Name(ref reader);
                    break;
                case RootFields.RepositoryOwner when reader.TokenType == JsonTokenType.StartObject:
                    ReadOwner(ref reader);
                    continue;
                default:
                    break;
            }

            reader.Skip();
        }
    }

    /// <summary>Pushes carry the owner as <c>name</c> and, for some years now, as <c>login</c> too.</summary>
    private void ReadOwner(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLogin = reader.ValueTextEquals("login"u8);
            var isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (isLogin)
            {
                login = Name(ref reader);
            }
            else if (isName)
            {
                owner = Name(ref reader);
            }

            reader.Skip();
        }
    }

    private void BuildPush()
    {
        Fault = RepositoryId is null ? "repository-id-invalid"
            : name is null ? "repository-name-invalid"
            : (login ?? owner) is null ? "repository-owner-invalid"
            : gitRef is null ? "ref-invalid"
            : before is null ? "before-invalid"
            : after is null ? "after-invalid"
            : created is null ? "created-invalid"
            : deleted is null ? "deleted-invalid"
            : forced is null ? "forced-invalid"
            : commits is null ? "commits-invalid"
            : null;
        if (Fault is null)
        {
            Push = new GitHubPush
            {
                RepositoryId = RepositoryId.GetValueOrDefault(),
                Owner = login ?? owner ?? "",
                Repository = name ?? "",
                Ref = gitRef ?? "",
                Before = before ?? "",
                After = after ?? "",
                Created = created.GetValueOrDefault(),
                Deleted = deleted.GetValueOrDefault(),
                Forced = forced.GetValueOrDefault(),
                CommitCount = commits.GetValueOrDefault(),
            };
        }
    }

    /// <summary>Readers differ in which of two equal keys they believe, so a body that has one twice is nobody's to interpret.</summary>
    private void Note(RootFields field)
    {
        if (field != RootFields.None && (seen & field) != RootFields.None)
        {
            Fault = "duplicate-key";
        }

        seen |= field;
    }

    private RootFields RootField(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("repository"u8) ? RootFields.Repository
        : reader.ValueTextEquals("hook_id"u8) ? RootFields.HookId
        : !isPush ? RootFields.None
        : reader.ValueTextEquals("ref"u8) ? RootFields.Ref
        : reader.ValueTextEquals("before"u8) ? RootFields.Before
        : reader.ValueTextEquals("after"u8) ? RootFields.After
        : reader.ValueTextEquals("created"u8) ? RootFields.Created
        : reader.ValueTextEquals("deleted"u8) ? RootFields.Deleted
        : reader.ValueTextEquals("forced"u8) ? RootFields.Forced
        : reader.ValueTextEquals("commits"u8) ? RootFields.Commits
        : RootFields.None;

    private static int Count(ref Utf8JsonReader array)
    {
        var count = 0;
        while (array.Read() && array.TokenType != JsonTokenType.EndArray)
        {
            array.Skip();
            count++;
        }

        return count;
    }

    private static bool? Flag(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    private static string? ObjectId(ref Utf8JsonReader reader) =>
        Text(ref reader, 64) is { Length: 40 or 64 } text && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    /// <summary>Owner and repository become parts of paths, so nothing but GitHub's own alphabet passes, and no part that is only dots.</summary>
    private static string? Name(ref Utf8JsonReader reader) =>
        Text(ref reader, LongestName) is { } text
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && text.Any(c => c != '.')
            ? text
            : null;

    private static string? Text(ref Utf8JsonReader reader, int longest)
    {
        // An escaped character takes up to six bytes, so a longer value cannot be short enough.
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > 6 * longest)
        {
            return null;
        }

        try
        {
            return reader.GetString() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Thrown for text that is not Unicode (a lone surrogate, invalid UTF-8) and for nothing else, the token being a string.
            return null;
        }
    }
}
