using Temporalio.Workflows;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>A push: what is new in it is handled commit by commit.</summary>
internal static class PushHandling
{
    /// <param name="delivery">Of any event.</param>
    /// <param name="missing">The hash up to which the push before this one should have led, when that has not arrived.</param>
    public static async Task<Outcome> HandleAsync(DeliveryEvent delivery, string? missing)
    {
        if (delivery.Push is not { } push)
        {
            return Filtered(FilterRules.EventNotHandled);
        }

        if (delivery.OwnChange)
        {
            return Filtered(EntityRules.OwnChange);
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

        return Summary(await CommitHandling.HandleAllAsync([.. contents.Commits.Select(sha => Reference(delivery, push, sha, missing))], SuffixOf(delivery)));
    }

    /// <summary>A replay handles again what is handled, each replay once; the documents keep their keys.</summary>
    private static string SuffixOf(DeliveryEvent delivery) => delivery.ReplayOf is null ? "" : $"/replay/{delivery.DeliveryId}";

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

    public static CommitReference Reference(DeliveryEvent delivery, GitHubPush push, string sha, string? missing) => new()
    {
        Entity = delivery.Entity,
        RepositoryId = push.RepositoryId,
        Owner = push.Owner,
        Repository = push.Repository,
        Ref = push.Ref,
        Sha = sha,
        Payload = delivery.Payload,
        MissingBefore = missing,
    };

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
