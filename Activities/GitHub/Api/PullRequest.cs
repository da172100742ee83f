namespace Webhooks.Activities.GitHub.Api;

/// <summary>A pull request with all that belongs to it, cut to bounds. Every text is foreign.</summary>
public sealed record PullRequest
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string? Body { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public required string State { get; init; }

    public required bool IsDraft { get; init; }

    /// <summary>Null unless it was merged.</summary>
    public required DateTimeOffset? MergedAt { get; init; }

    /// <summary>Of an open one this is a try that GitHub made.</summary>
    public required string? MergeCommitSha { get; init; }

    public required DateTimeOffset? CreatedAt { get; init; }

    public required DateTimeOffset? UpdatedAt { get; init; }

    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Login; null when the account is gone.</summary>
    public required string? Author { get; init; }

    public required string? MergedBy { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The branch that it goes into.</summary>
    public required string BaseBranch { get; init; }

    public required string HeadBranch { get; init; }

    public required int Additions { get; init; }

    public required int Deletions { get; init; }

    public required int ChangedFiles { get; init; }

    public required IReadOnlyList<FileChange> Files { get; init; }

    /// <summary>The oldest first; without lines and files.</summary>
    public required IReadOnlyList<RepositoryCommit> Commits { get; init; }

    /// <summary>The oldest first; a reviewer may have several.</summary>
    public required IReadOnlyList<PullRequestReview> Reviews { get; init; }

    /// <summary>False when there are more files, commits or reviews than GitHub lists or we read.</summary>
    public required bool IsComplete { get; init; }
}
