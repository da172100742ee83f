using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Configuration;

namespace Webhooks.Activities.Commits;

/// <summary>
/// Section <c>Webhooks:Commits</c>: which commits get a document. A breaking change always gets one, whoever made it and however small it is.
/// </summary>
public sealed class SignificanceOptions
{
    public const string Section = "Webhooks:Commits";

    private const int LongestName = 120;

    /// <summary>Rule <c>documentation-only</c>: every file is documentation.</summary>
    public bool SkipDocumentationOnly { get; init; } = true;

    /// <summary>Rule <c>lock-files-only</c>: every file is a lock file.</summary>
    public bool SkipLockFilesOnly { get; init; } = true;

    /// <summary>Rule <c>bot</c>: the author is a bot.</summary>
    public bool SkipBots { get; init; } = true;

    /// <summary>Rule <c>merge</c>: the commit has several parents. Where they are not known, for a push does not tell, the message is one that Git or GitHub writes for a merge.</summary>
    public bool SkipMerges { get; init; } = true;

    /// <summary>Rule <c>version-bump</c>: the subject names a version and only manifests, changelogs and lock files changed.</summary>
    public bool SkipVersionBumps { get; init; } = true;

    /// <summary>Logins or names of bots, besides everybody whose name ends in <c>[bot]</c>. Case does not matter.</summary>
    public IReadOnlyList<string> Bots { get; init; } = ["dependabot", "dependabot-preview", "renovate", "renovate-bot", "github-actions", "greenkeeper", "snyk-bot", "web-flow-bot"];

    /// <summary>Rule <c>too-small</c>: fewer files than this changed. 0 for none.</summary>
    public int MinimumFiles { get; init; }

    /// <summary>Rule <c>too-small</c>: fewer lines than this changed, where their number is known. 0 for none.</summary>
    public int MinimumLines { get; init; }

    /// <summary>So many files make a commit significant, whatever they are. Null: no number does.</summary>
    public int? LargeFiles { get; init; }

    /// <summary>A commit that touches one of them is significant, whatever the file is and however small the change.</summary>
    public IReadOnlyList<PathPattern> Areas { get; init; } = [];

    /// <summary>Rule <c>outside-areas</c>: a commit that touches none of <see cref="Areas"/> is not significant.</summary>
    public bool OnlyAreas { get; init; }

    /// <summary>Words in a message that mean a breaking change, besides <c>feat!:</c> and <c>BREAKING CHANGE:</c>. Case does not matter.</summary>
    public IReadOnlyList<string> BreakingMarkers { get; init; } = [];

    /// <summary>Adds every mistake; with a mistake the options must not be used.</summary>
    public static SignificanceOptions Read(IConfiguration configuration, ICollection<string> mistakes)
    {
        var reader = new SettingsReader(configuration, Section, mistakes);
        var standard = new SignificanceOptions();
        var options = new SignificanceOptions
        {
            SkipDocumentationOnly = reader.Flag(nameof(SkipDocumentationOnly)) ?? true,
            SkipLockFilesOnly = reader.Flag(nameof(SkipLockFilesOnly)) ?? true,
            SkipBots = reader.Flag(nameof(SkipBots)) ?? true,
            SkipMerges = reader.Flag(nameof(SkipMerges)) ?? true,
            SkipVersionBumps = reader.Flag(nameof(SkipVersionBumps)) ?? true,
            Bots = [.. standard.Bots, .. Texts(reader, nameof(Bots), 1, mistakes)],
            MinimumFiles = (int)(reader.Number(nameof(MinimumFiles), 0, 3_000) ?? 0),
            MinimumLines = (int)(reader.Number(nameof(MinimumLines), 0, 1_000_000) ?? 0),
            LargeFiles = (int?)reader.Number(nameof(LargeFiles), 1, 3_000),
            Areas = Patterns(reader, mistakes),
            OnlyAreas = reader.Flag(nameof(OnlyAreas)) ?? false,
            BreakingMarkers = Texts(reader, nameof(BreakingMarkers), 3, mistakes),
        };
        reader.RefuseUnknown();
        if (options is { OnlyAreas: true, Areas.Count: 0 })
        {
            mistakes.Add($"{Section}:{nameof(OnlyAreas)} is true and {Section}:{nameof(Areas)} is empty: no commit would get a document.");
        }

        if (options.LargeFiles <= options.MinimumFiles)
        {
            mistakes.Add($"{Section}:{nameof(LargeFiles)} '{options.LargeFiles}' is not above {Section}:{nameof(MinimumFiles)} '{options.MinimumFiles}'.");
        }

        return options;
    }

    private static List<string> Texts(SettingsReader reader, string name, int shortest, ICollection<string> mistakes)
    {
        List<string> texts = [];
        foreach (var (key, value) in reader.Texts(name))
        {
            if (value is null || value.Trim().Length < shortest || value.Length > LongestName || value.Any(char.IsControl))
            {
                mistakes.Add($"{key} '{value}' is not one line of {shortest} to {LongestName} characters.");
            }
            else
            {
                texts.Add(value.Trim());
            }
        }

        return texts;
    }

    private static List<PathPattern> Patterns(SettingsReader reader, ICollection<string> mistakes)
    {
        List<PathPattern> patterns = [];
        foreach (var (key, value) in reader.Texts(nameof(Areas)))
        {
            if (PathPattern.Parse(value) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                mistakes.Add($"{key} '{value}' is not a pattern of paths such as src/billing/, *.sql or src/**/Api/*.cs.");
            }
        }

        return patterns;
    }
}
