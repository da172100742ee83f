using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;

namespace Webhooks.Workflows.GitHub;

/// <summary>One child workflow a commit, a few at once.</summary>
internal static class CommitHandling
{
    private const int MaximumAtOnce = 8;

    /// <summary>The results stand in the order of the commits, whichever ended first.</summary>
    /// <param name="commits">Each once.</param>
    /// <param name="suffix">Makes the children's ids others than those of the first handling.</param>
    public static async Task<(CommitResult Result, Exception? Failure)[]> HandleAllAsync(IReadOnlyList<CommitReference> commits, string suffix = "")
    {
        var results = new (CommitResult Result, Exception? Failure)[commits.Count];
        var next = 0;

        async Task TakeAsync()
        {
            while (next < commits.Count)
            {
                var mine = next++;
                results[mine] = await HandleOneAsync(commits[mine], suffix);
            }
        }

        await Workflow.WhenAllAsync(Enumerable.Range(0, Math.Min(MaximumAtOnce, commits.Count)).Select(_ => TakeAsync()).ToList());
        return results;
    }

    /// <summary>A commit that fails does not stop the others.</summary>
    private static async Task<(CommitResult Result, Exception? Failure)> HandleOneAsync(CommitReference commit, string suffix)
    {
        try
        {
            return (await RunChildAsync(commit, suffix), null);
        }
        catch (FailureException failure)
        {
            return (new CommitResult(), failure);
        }
    }

    private static async Task<CommitResult> RunChildAsync(CommitReference commit, string suffix)
    {
        try
        {
            return await Workflow.ExecuteChildWorkflowAsync(
                (GitHubCommitHandlerWorkflow workflow) => workflow.RunAsync(commit),
                new ChildWorkflowOptions
                {
                    Id = commit.Key() + suffix,
                    // Handled once is handled; only what failed is tried again.
                    IdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly,
                    CancellationToken = CancellationToken.None,
                });
        }
        catch (WorkflowAlreadyStartedException)
        {
            var document = await Workflow.ExecuteActivityAsync(
                (KnowledgeActivities activities) => activities.FindDocumentAsync(commit.Key()), ActivityPolicies.Standard.Uninterrupted());
            return document is null ? new CommitResult { Rule = FilterRules.AlreadyHandled } : new CommitResult { Document = document };
        }
    }
}
