namespace Webhooks.Contracts.GitHub;

/// <summary>What happened to a repository as a whole. Its id outlives every name it has had.</summary>
public sealed record GitHubRepositoryChange
{
    public required long RepositoryId { get; init; }

    /// <summary>Owner and name after the change.</summary>
    public required string Owner { get; init; }

    public required string Repository { get; init; }

    /// <summary>GitHub's word, such as <c>renamed</c> or <c>transferred</c>. An open set.</summary>
    public required string Action { get; init; }

    /// <summary>Set when renamed.</summary>
    public string? PreviousName { get; init; }

    /// <summary>Login of the user or organisation it belonged to. Set when transferred; told to the receiving account only.</summary>
    public string? PreviousOwner { get; init; }
}
