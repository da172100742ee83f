namespace Webhooks.Contracts.GitHub;

/// <summary>A push without its commits, which stay in the payload (there may be 2,048 of them).</summary>
public sealed record GitHubPush
{
    public required long RepositoryId { get; init; }

    /// <summary>Owner and name at the time of the push, for paths and links; they may change later.</summary>
    public required string Owner { get; init; }

    public required string Repository { get; init; }

    /// <summary>Full ref, such as <c>refs/heads/main</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>40 or 64 hex digits; all zero when the ref was created.</summary>
    public required string Before { get; init; }

    /// <summary>40 or 64 hex digits; all zero when the ref was deleted.</summary>
    public required string After { get; init; }

    public required bool Created { get; init; }

    public required bool Deleted { get; init; }

    public required bool Forced { get; init; }

    /// <summary>How many commits the payload lists.</summary>
    public required int CommitCount { get; init; }

    /// <summary>When it was pushed, to the second. Null when the event does not say.</summary>
    public DateTimeOffset? At { get; init; }
}
