using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.GitHub;

/// <summary>Kinds of values that GitHub's bodies have.</summary>
internal static class GitHubFields
{
    private const int LongestName = 100;

    /// <summary>Of the year 9999.</summary>
    private const long LatestSecond = 253_402_300_799;

    public const int LongestRef = 1024;
    public const int LongestWord = 64;
    public const int LongestPage = 300;

    /// <summary>What every fact about a repository needs.</summary>
    public static readonly string[] Repository = ["repository.id", "repository.name", "repository.owner.login", "repository.owner.name"];

    /// <summary>Pushes carry the owner as <c>name</c> and, for some years now, as <c>login</c> too.</summary>
    public static string Owner(this RequiredFields fields) =>
        fields.Found("repository.owner", fields.Optional.Name("repository.owner.login") ?? fields.Optional.Name("repository.owner.name"));

    public static string Name(this RequiredFields fields, string path) => fields.Found(path, fields.Optional.Name(path));

    /// <summary>Owner and repository become parts of paths, so nothing but GitHub's own alphabet passes, and no part that is only dots.</summary>
    public static string? Name(this JsonFields fields, string path) =>
        fields.Text(path, LongestName) is { } text
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && text.Any(c => c != '.')
            ? text
            : null;

    public static string ObjectId(this RequiredFields fields, string path) => fields.Found(path, fields.Optional.ObjectId(path));

    public static string? ObjectId(this JsonFields fields, string path) =>
        fields.Text(path, 64) is { Length: 40 or 64 } text && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    /// <summary>Seconds since 1970: how pushes write what other events write as ISO 8601.</summary>
    public static DateTimeOffset? Moment(this JsonFields fields, string path) =>
        fields.Number(path) is { } seconds and > 0 and < LatestSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
