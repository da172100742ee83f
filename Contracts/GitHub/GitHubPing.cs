namespace Webhooks.Contracts.GitHub;

/// <summary>What GitHub sends when a hook is made.</summary>
public sealed record GitHubPing
{
    public long? HookId { get; init; }

    /// <summary><c>Repository</c>, <c>Organization</c> or <c>App</c>.</summary>
    public string? HookType { get; init; }

    /// <summary>Null for the hook of an organisation or an app.</summary>
    public long? RepositoryId { get; init; }
}
