namespace Webhooks.Activities.GitHub.Api;

/// <summary>What became of a file. Paths are foreign text.</summary>
public sealed record FileChange
{
    public required string Path { get; init; }

    /// <summary>Where it was before; null unless it was renamed or copied.</summary>
    public string? PreviousPath { get; init; }

    public required FileStatus Status { get; init; }

    public required int Additions { get; init; }

    public required int Deletions { get; init; }
}

public enum FileStatus
{
    Added,
    Modified,
    Removed,
    Renamed,
    Copied,
    Unchanged,
}
