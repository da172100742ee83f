using System.Collections.Frozen;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.GitHub;

/// <summary>One row of the table that says what GitHub's events are about and what becomes of them.</summary>
/// <param name="Name">As in <c>X-GitHub-Event</c>.</param>
/// <param name="Handling">Where a handler is added: <c>Handling.By(WorkflowNames.…)</c>.</param>
/// <param name="Shape">What is read of the body.</param>
/// <param name="Facts">Null when nothing of the event is kept.</param>
/// <param name="Entity">Null when the facts do not say; then it is the repository, or the hook.</param>
internal sealed record GitHubEvent(
    string Name, Handling Handling, JsonShape Shape, Func<RequiredFields, DeliveryFacts?> Facts, Func<string?, DeliveryFacts, EntityId?> Entity)
{
    private static readonly GitHubEvent[] Table =
    [
        new("push", Handling.By(WorkflowNames.GitHubRepository), GitHubFacts.PushShape, GitHubFacts.Push, Repository),
        new("pull_request", Handling.By(WorkflowNames.GitHubPullRequest), GitHubFacts.PullRequestShape, GitHubFacts.PullRequest, PullRequest),
        new("pull_request_review", Handling.By(WorkflowNames.GitHubPullRequest), GitHubFacts.PullRequestShape, GitHubFacts.PullRequest, PullRequest),
        new("release", Handling.NoHandler, GitHubFacts.ReleaseShape, GitHubFacts.Release, Repository),
        new("deployment", Handling.By(WorkflowNames.GitHubDeployment), GitHubFacts.DeploymentShape, GitHubFacts.Deployment, Deployment),
        new("deployment_status", Handling.By(WorkflowNames.GitHubDeployment), GitHubFacts.DeploymentShape, GitHubFacts.DeploymentStatus, Deployment),
        new("repository", Handling.NoHandler, GitHubFacts.RepositoryShape, GitHubFacts.RepositoryChange, Repository),
        new("ping", Handling.ByRule("ping"), GitHubFacts.PingShape, GitHubFacts.Ping, Repository),
    ];

    private static readonly FrozenDictionary<string, GitHubEvent> ByName = Table.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    private static readonly GitHubEvent Other = new("", Handling.Unsupported, GitHubFacts.OtherShape, GitHubFacts.None, Repository);

    public static GitHubEvent Of(string name) => ByName.GetValueOrDefault(name, Other);

    /// <summary>The repository is found in every body alike.</summary>
    private static EntityId? Repository(string? tenant, DeliveryFacts facts) => null;

    private static EntityId? PullRequest(string? tenant, DeliveryFacts facts) =>
        facts.PullRequest is { } request ? EntityId.GitHubPullRequest(tenant, request.RepositoryId, request.Number) : null;

    private static EntityId? Deployment(string? tenant, DeliveryFacts facts) =>
        facts.Deployment is { } deployment ? EntityId.GitHubDeployment(tenant, deployment.RepositoryId, deployment.DeploymentId) : null;
}
