using Webhooks.Activities.PullRequests;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>What one run of a pull request's workflow hands to the next.</summary>
public sealed record PullRequestCarry : EntityCarry
{
    /// <summary>What is known of the pull request. Null before its first event.</summary>
    public PullRequest? Request { get; init; }

    /// <summary>What happened before the first run is in <see cref="Request"/>.</summary>
    public bool IsRecalled { get; init; }
}
