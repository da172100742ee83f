namespace Webhooks.Activities.Commits;

/// <summary>What GitHub tells of a commit and a push does not.</summary>
public sealed record CommitDetails
{
    /// <summary>Lines.</summary>
    public required int? Additions { get; init; }

    public required int? Deletions { get; init; }

    /// <summary>Hashes; two and more of a merge.</summary>
    public required IReadOnlyList<string> Parents { get; init; }
}
