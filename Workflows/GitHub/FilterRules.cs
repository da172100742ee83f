using Webhooks.Activities.Commits;

namespace Webhooks.Workflows.GitHub;

/// <summary>Names of the rules by which a delivery to a repository's workflow leads to nothing.</summary>
public static class FilterRules
{
    /// <summary>Not an event that this workflow handles.</summary>
    public const string EventNotHandled = "event-not-handled";

    public const string BranchDeleted = "branch-deleted";
    public const string TagDeleted = "tag-deleted";

    /// <summary>A tag was pushed; its commits came with their branch.</summary>
    public const string TagPushed = "tag-pushed";

    /// <summary>A branch was pushed that brings no commit, such as a new branch at a known commit.</summary>
    public const string NoCommits = "no-commits";

    /// <summary>Every commit was in the repository before.</summary>
    public const string NoNewCommits = "no-new-commits";

    /// <summary>Every commit had been handled before, and none of them got a document.</summary>
    public const string AlreadyHandled = "already-handled";

    /// <summary>No commit is significant, for more than one reason.</summary>
    public const string NoSignificantCommit = InsignificantPush.ManyReasons;
}
