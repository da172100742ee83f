namespace Webhooks.Activities.Commits;

/// <summary>Section <c>Webhooks:Commits</c>: which commits get no document. A breaking change always gets one.</summary>
public sealed class SignificanceOptions
{
    public const string Section = "Webhooks:Commits";

    /// <summary>Rule <c>documentation-only</c>: every file is documentation.</summary>
    public bool SkipDocumentationOnly { get; set; } = true;

    /// <summary>Rule <c>lock-files-only</c>: every file is a lock file.</summary>
    public bool SkipLockFilesOnly { get; set; } = true;

    /// <summary>Rule <c>bot</c>: the author is a bot.</summary>
    public bool SkipBots { get; set; } = true;

    /// <summary>Rule <c>merge</c>: it has two parents; where GitHub is not asked for them, the message is one that Git or GitHub writes for a merge.</summary>
    public bool SkipMerges { get; set; } = true;

    /// <summary>Rule <c>version-bump</c>: the subject names a version and only manifests, changelogs and lock files changed.</summary>
    public bool SkipVersionBumps { get; set; } = true;

    /// <summary>Logins or names of bots, besides everybody whose name ends in <c>[bot]</c>. Case does not matter.</summary>
    public string[] Bots { get; set; } = ["dependabot", "dependabot-preview", "renovate", "renovate-bot", "github-actions", "greenkeeper", "snyk-bot", "web-flow-bot"];
}
