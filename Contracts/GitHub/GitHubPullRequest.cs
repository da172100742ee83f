namespace Webhooks.Contracts.GitHub;

/// <summary>What happened to a pull request, or a review of it, without any of its texts.</summary>
public sealed record GitHubPullRequest
{
    public required long RepositoryId { get; init; }

    /// <summary>Owner and name of the base repository at the time of the event; they may change later.</summary>
    public required string Owner { get; init; }

    public required string Repository { get; init; }

    public required long Number { get; init; }

    /// <summary>GitHub's word, such as <c>opened</c>, <c>closed</c>, or <c>submitted</c> for a review. An open set.</summary>
    public required string Action { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Null when the event does not say, as that of a review.</summary>
    public bool? Merged { get; init; }

    /// <summary>40 or 64 hex digits.</summary>
    public required string HeadSha { get; init; }

    /// <summary>Branch that the request is to be merged into, without <c>refs/heads/</c>.</summary>
    public required string BaseRef { get; init; }

    /// <summary>Of a closed request that was merged: the commit it became. Of an open one: a trial merge. Null when there is none.</summary>
    public string? MergeSha { get; init; }

    /// <summary>Set for a review: <c>approved</c>, <c>changes_requested</c>, <c>commented</c> or <c>dismissed</c>.</summary>
    public string? ReviewState { get; init; }

    /// <summary>Set for a review; grows with each.</summary>
    public long? ReviewId { get; init; }

    /// <summary>Set for a review: login of whoever wrote it.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Set for a review: when it was submitted, also when it is dismissed later.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>Null while it is not merged; events of reviews say it too.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>Login of whoever merged it.</summary>
    public string? MergedBy { get; init; }

    /// <summary>When the request last changed; an event with an older time than a known one is late.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
