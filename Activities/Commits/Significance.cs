using System.Text.RegularExpressions;
using Webhooks.Activities.GitHub;

namespace Webhooks.Activities.Commits;

/// <summary>Decides whether a commit is worth a document.</summary>
internal static class Significance
{
    public const string OwnChange = "own-change";
    public const string Merge = "merge";
    public const string Bot = "bot";
    public const string VersionBump = "version-bump";
    public const string LockFilesOnly = "lock-files-only";
    public const string DocumentationOnly = "documentation-only";
    public const string OutsideAreas = "outside-areas";
    public const string TooSmall = "too-small";

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Version = new(@"(^|[\s(=>@])v?[0-9]+\.[0-9]+(\.[0-9]+)?([-+.][0-9a-z.+-]+)?\b", Linear);
    private static readonly Regex BumpWord = new(@"\b(bump|bumps|bumped|release|releases|version|prepare|publish|changelog)\b", Linear);
    private static readonly Regex BareVersion = new(@"^v?[0-9]+\.[0-9]+(\.[0-9]+)?([-+.][0-9a-z.+-]+)?$", Linear);
    private static readonly Regex MergeSubject = new(@"^merge (pull request #[0-9]+|branch |branches |remote-tracking branch |tag |commit |[0-9a-f]{7,64} into )", Linear);

    /// <returns>The rule by which the commit gets no document, or null.</returns>
    public static string? Rule(PushedCommit commit, CommitMessage message, SignificanceOptions options)
    {
        if (message.Breaking)
        {
            return null;
        }

        string[] paths = [.. commit.Added, .. commit.Modified, .. commit.Removed];
        var kinds = paths.Select(FileKinds.Of).ToHashSet();
        return message switch
        {
            _ when options.SkipMerges && IsMerge(commit, message) => Merge,
            _ when options.SkipBots && IsBot(commit.Author, options.Bots) => Bot,
            _ when paths.Any(path => options.Areas.Any(area => area.Matches(path))) || paths.Length >= options.LargeFiles => null,
            _ when options.SkipLockFilesOnly && Only(kinds, ChangeKind.LockFile) => LockFilesOnly,
            _ when options.SkipDocumentationOnly && Only(kinds, ChangeKind.Documentation) => DocumentationOnly,
            _ when options.SkipVersionBumps && Only(kinds, ChangeKind.Manifest, ChangeKind.LockFile) && NamesVersion(message) => VersionBump,
            _ when options.OnlyAreas => OutsideAreas,
            _ when paths.Length < options.MinimumFiles || commit.Details?.Additions + commit.Details?.Deletions < options.MinimumLines => TooSmall,
            _ => null,
        };
    }

    public static bool IsBot(PushedPerson person, IReadOnlyList<string> bots) => Names(person).Any(name =>
        name.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) || bots.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>By its parents when they are known; a push does not tell them, so then by the message that Git or GitHub writes.</summary>
    private static bool IsMerge(PushedCommit commit, CommitMessage message) =>
        commit.Details is { } details ? details.Parents.Count > 1 : MergeSubject.IsMatch(message.Subject);

    private static IEnumerable<string> Names(PushedPerson person) => person.Username is null ? [person.Name] : [person.Name, person.Username];

    private static bool NamesVersion(CommitMessage message) =>
        BareVersion.IsMatch(message.Subject) || (Version.IsMatch(message.Subject) && (message.Type == "release" || BumpWord.IsMatch(message.Subject) || message.Scope == "release"));

    private static bool Only(HashSet<ChangeKind> kinds, params ChangeKind[] allowed) => kinds.Count > 0 && kinds.IsSubsetOf(allowed);
}
