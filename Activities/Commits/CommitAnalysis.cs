using Webhooks.Activities.GitHub;

namespace Webhooks.Activities.Commits;

/// <summary>What a commit is about, bounded whatever the commit. Every text but the rule and the links is foreign.</summary>
public sealed record CommitAnalysis
{
    public required CommitReference Commit { get; init; }

    /// <summary>Why nothing is written about this commit: <c>documentation-only</c>, <c>lock-files-only</c>, <c>bot</c>, <c>merge</c>, <c>version-bump</c>, <c>too-small</c>, <c>outside-areas</c>, <c>own-change</c>. Null when it is significant.</summary>
    public required string? Rule { get; init; }

    public required CommitMessage Message { get; init; }

    public required PushedPerson Author { get; init; }

    public required PushedPerson Committer { get; init; }

    public required DateTimeOffset? At { get; init; }

    public required int Added { get; init; }

    public required int Modified { get; init; }

    public required int Removed { get; init; }

    /// <summary>The largest first.</summary>
    public required IReadOnlyList<ChangedArea> Areas { get; init; }

    /// <summary>How many areas are not listed, and how many files are in them.</summary>
    public required int OtherAreas { get; init; }

    public required int OtherAreaFiles { get; init; }

    public required CommitLinks Links { get; init; }

    /// <summary>What GitHub told beyond the push; null when it was not asked, or did not tell.</summary>
    public CommitDetails? Details { get; init; }

    /// <summary>Why only the push tells of this commit although GitHub was asked: an error type.</summary>
    public string? NotEnriched { get; init; }

    public int Files() => Added + Modified + Removed;
}
