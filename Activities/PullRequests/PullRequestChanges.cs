using Webhooks.Activities.Commits;

namespace Webhooks.Activities.PullRequests;

/// <summary>What a pull request changed: its commits, and the areas that they touch. Bounded whatever the request.</summary>
public sealed record PullRequestChanges
{
    /// <summary>Where the branch stood.</summary>
    public required string HeadSha { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<MergedCommit> Commits { get; init; }

    /// <summary>How many commits were found, listed or not.</summary>
    public required int CommitsFound { get; init; }

    /// <summary>The largest first.</summary>
    public required IReadOnlyList<ChangedArea> Areas { get; init; }

    public required int OtherAreas { get; init; }
}

/// <param name="Sha">Lower-case hex.</param>
/// <param name="Subject">First line of its message; foreign text.</param>
public sealed record MergedCommit(string Sha, string Subject);
