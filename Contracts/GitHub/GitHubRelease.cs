namespace Webhooks.Contracts.GitHub;

/// <summary>What happened to a release. One publication gives several of these.</summary>
public sealed record GitHubRelease
{
    public required long RepositoryId { get; init; }

    /// <summary>Owner and name at the time of the event; they may change later.</summary>
    public required string Owner { get; init; }

    public required string Repository { get; init; }

    public required long ReleaseId { get; init; }

    /// <summary>GitHub's word, such as <c>published</c>. An open set.</summary>
    public required string Action { get; init; }

    public required string Tag { get; init; }

    public bool? Draft { get; init; }

    public bool? Prerelease { get; init; }

    /// <summary>Null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
