namespace Webhooks.Activities.GitHub;

/// <summary>What a push brought, without the commits themselves.</summary>
public sealed record PushContents
{
    /// <summary>Hashes of the commits to handle, oldest first: those that GitHub calls distinct (new to the repository), each once.</summary>
    public required IReadOnlyList<string> Commits { get; init; }

    /// <summary>How many commits the payload lists, distinct or not.</summary>
    public required int Listed { get; init; }
}
