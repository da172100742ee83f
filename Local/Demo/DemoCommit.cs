namespace Webhooks.Local.Demo;

/// <summary>A commit to be delivered, with what a push payload says about it.</summary>
internal sealed record DemoCommit
{
    public required string Sha { get; init; }

    public required string Tree { get; init; }

    public required string Parent { get; init; }

    public required string Message { get; init; }

    /// <summary>ISO 8601 with offset.</summary>
    public required string Timestamp { get; init; }

    public required string AuthorName { get; init; }

    public required string AuthorEmail { get; init; }

    public required string CommitterName { get; init; }

    public required string CommitterEmail { get; init; }

    public IReadOnlyList<string> Added { get; init; } = [];

    public IReadOnlyList<string> Modified { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];
}
