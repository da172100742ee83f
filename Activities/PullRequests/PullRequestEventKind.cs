namespace Webhooks.Activities.PullRequests;

/// <summary>What can happen to a pull request. Of two events of one instant the one further down came later.</summary>
public enum PullRequestEventKind
{
    Opened,

    /// <summary>Labels, assignees, milestones: no line of its own in the story.</summary>
    Other,
    Edited,
    ReadyForReview,
    ConvertedToDraft,
    CommitsPushed,
    Reviewed,
    ReviewDismissed,
    Closed,
    Reopened,
    Merged,
}
