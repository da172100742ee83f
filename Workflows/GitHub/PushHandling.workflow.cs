using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Knowledge;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>A push: one child workflow a distinct commit, a few at once.</summary>
internal static class PushHandling
{
    private const int MaximumAtOnce = 8;

    public static async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        if (delivery.Push is not { } push)
        {
            return Filtered(FilterRules.EventNotHandled);
        }

        if (RuleWithoutReading(push) is { } rule)
        {
            return Filtered(rule);
        }

        var contents = await Workflow.ExecuteActivityAsync(
            (GitHubActivities activities) => activities.ReadPushAsync(delivery), ActivityPolicies.Standard.Uninterrupted());
        if (contents.Commits.Count == 0)
        {
            return Filtered(contents.Listed == 0 ? FilterRules.NoCommits : FilterRules.NoNewCommits);
        }

        return Summary(await HandleAllAsync([.. contents.Commits.Select(sha => Reference(delivery, push, sha))]));
    }

    /// <summary>The results stand in the order of the commits, whichever ended first.</summary>
    private static async Task<(CommitResult Result, Exception? Failure)[]> HandleAllAsync(List<CommitReference> commits)
    {
        var results = new (CommitResult Result, Exception? Failure)[commits.Count];
        var next = 0;

        async Task TakeAsync()
        {
            while (next < commits.Count)
            {
                var mine = next++;
                results[mine] = await HandleOneAsync(commits[mine]);
            }
        }

        await Workflow.WhenAllAsync(Enumerable.Range(0, Math.Min(MaximumAtOnce, commits.Count)).Select(_ => TakeAsync()).ToList());
        return results;
    }

    private static string? RuleWithoutReading(GitHubPush push)
    {
        var isTag = push.Ref.StartsWith("refs/tags/", StringComparison.Ordinal);
        return (isTag, push.Deleted) switch
        {
            (true, true) => FilterRules.TagDeleted,
            (true, false) => FilterRules.TagPushed,
            (false, true) => FilterRules.BranchDeleted,
            (false, false) => push.CommitCount == 0 ? FilterRules.NoCommits : null,
        };
    }

    private static CommitReference Reference(DeliveryEvent delivery, GitHubPush push, string sha) => new()
    {
        Entity = delivery.Entity,
        RepositoryId = push.RepositoryId,
        Owner = push.Owner,
        Repository = push.Repository,
        Ref = push.Ref,
        Sha = sha,
        Payload = delivery.Payload,
    };

    /// <summary>A commit that fails does not stop the others.</summary>
    private static async Task<(CommitResult Result, Exception? Failure)> HandleOneAsync(CommitReference commit)
    {
        try
        {
            return (await RunChildAsync(commit), null);
        }
        catch (FailureException failure)
        {
            return (new CommitResult(), failure);
        }
    }

    private static async Task<CommitResult> RunChildAsync(CommitReference commit)
    {
        try
        {
            return await Workflow.ExecuteChildWorkflowAsync(
                (GitHubCommitHandlerWorkflow workflow) => workflow.RunAsync(commit),
                new ChildWorkflowOptions
                {
                    Id = commit.Key(),
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

    private static Outcome Summary(IReadOnlyList<(CommitResult Result, Exception? Failure)> results)
    {
        List<string> documents = [.. results.Select(commit => commit.Result.Document).OfType<string>()];
        if (results.FirstOrDefault(commit => commit.Failure is not null).Failure is { } failure)
        {
            return Quarantine.Because(failure, documents);
        }

        if (documents.Count > 0)
        {
            return new Outcome { Kind = OutcomeKind.Handled, Artefacts = documents };
        }

        var rules = results.Select(commit => commit.Result.Rule).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return Filtered(rules.Count == 1 ? rules[0] : FilterRules.NoSignificantCommit);
    }

    private static Outcome Filtered(string rule) => new() { Kind = OutcomeKind.Filtered, Reason = rule };
}
