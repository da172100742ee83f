namespace Webhooks.Activities.Commits;

/// <summary>What a file is for, as far as its path tells.</summary>
public enum ChangeKind
{
    Code,
    Tests,
    Documentation,
    LockFile,

    /// <summary>Names the project's version and dependencies: <c>package.json</c>, <c>*.csproj</c>, a changelog.</summary>
    Manifest,

    /// <summary>Build, continuous integration, containers, infrastructure.</summary>
    Build,
    Configuration,

    /// <summary>Images, fonts, media.</summary>
    Asset,
    Other,
}
