namespace Webhooks.Activities.GitHub.Api;

/// <summary>What lies between two commits.</summary>
public sealed record CommitComparison
{
    /// <summary><c>ahead</c>, <c>behind</c>, <c>diverged</c> or <c>identical</c>.</summary>
    public required string Status { get; init; }

    public required int AheadBy { get; init; }

    public required int BehindBy { get; init; }

    public required int TotalCommits { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<RepositoryCommit> Commits { get; init; }

    /// <summary>GitHub lists no more than 300.</summary>
    public required IReadOnlyList<FileChange> Files { get; init; }

    /// <summary>False when there are more commits than we read.</summary>
    public required bool HasAllCommits { get; init; }
}
