namespace Webhooks.Activities.PullRequests;

/// <summary>What was read from the body of one delivery.</summary>
public sealed record PullRequestReading
{
    /// <summary>Login of whoever did it; foreign text.</summary>
    public string? By { get; init; }

    public required PullRequestTexts Texts { get; init; }

    public PullRequestSize? Size { get; init; }
}
