namespace Webhooks.Activities.GitHub.Api;

/// <summary>A commit as GitHub tells it, cut to bounds. Every text is foreign.</summary>
public sealed record RepositoryCommit
{
    /// <summary>Lower-case hex.</summary>
    public required string Sha { get; init; }

    public required string Message { get; init; }

    public required PushedPerson Author { get; init; }

    public required PushedPerson Committer { get; init; }

    public required DateTimeOffset? CommittedAt { get; init; }

    /// <summary>None of the first commit, two and more of a merge.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    /// <summary>Lines; null in lists of commits, which tell neither lines nor files.</summary>
    public int? Additions { get; init; }

    public int? Deletions { get; init; }

    public IReadOnlyList<FileChange> Files { get; init; } = [];

    /// <summary>False when it has more files than GitHub lists or we read, and in lists of commits.</summary>
    public bool HasAllFiles { get; init; }
}
