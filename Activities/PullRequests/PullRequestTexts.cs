namespace Webhooks.Activities.PullRequests;

/// <summary>What the body of a delivery says about a pull request in words; foreign text throughout.</summary>
public sealed record PullRequestTexts
{
    public string? Title { get; init; }

    /// <summary>Cut to a bound.</summary>
    public string? Description { get; init; }

    /// <summary>Login of whoever opened it.</summary>
    public string? Author { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Branch that is to be merged, without <c>refs/heads/</c>.</summary>
    public string? HeadRef { get; init; }

    /// <summary>Login of whoever owns the branch, when it is not in the repository itself.</summary>
    public string? ForkOwner { get; init; }

    /// <summary>The branch is in another repository, or that repository is gone.</summary>
    public bool IsFromFork { get; init; }

    /// <summary>Address of the repository's page.</summary>
    public string? RepositoryPage { get; init; }
}
