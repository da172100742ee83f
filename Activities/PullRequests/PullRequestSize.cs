namespace Webhooks.Activities.PullRequests;

/// <summary>How much a pull request changes. Events of reviews do not say.</summary>
public sealed record PullRequestSize
{
    public required long Commits { get; init; }

    public required long Files { get; init; }

    public required long AddedLines { get; init; }

    public required long RemovedLines { get; init; }
}
