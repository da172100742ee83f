using System.Globalization;

namespace Webhooks.Contracts.Identities;

/// <summary>
/// The thing a delivery is about, named by ids that never change (a repository's number, not its name), so that a rename or a transfer
/// keeps its history. The text is also the workflow id: one workflow per entity.
/// </summary>
public sealed record EntityId
{
    private EntityId(string value) => Value = value;

    /// <summary>For example <c>github/repository/1296269</c>; tenant first when there is one. At most 255 bytes of ASCII.</summary>
    public string Value { get; }

    /// <summary>The id of the entity's workflow.</summary>
    public string WorkflowId => Value;

    public static EntityId GitHubRepository(string? tenant, long repositoryId) =>
        new(IdentityText.Join(tenant, ["github", "repository", Text(repositoryId)]));

    /// <summary>Numbers of pull requests are counted by repository.</summary>
    public static EntityId GitHubPullRequest(string? tenant, long repositoryId, long number) =>
        new(IdentityText.Join(tenant, ["github", "pull-request", Text(repositoryId), Text(number)]));

    public static EntityId GitHubDeployment(string? tenant, long repositoryId, long deploymentId) =>
        new(IdentityText.Join(tenant, ["github", "deployment", Text(repositoryId), Text(deploymentId)]));

    /// <summary>A GitHub delivery that names no repository, such as the ping of an organisation hook.</summary>
    public static EntityId GitHubHook(string? tenant, string hookId) => new(IdentityText.Join(tenant, ["github", "hook", hookId]));

    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="site">Host of the site: issue ids are unique only within one.</param>
    /// <param name="issueId">Not the key, which changes when the issue is moved.</param>
    public static EntityId JiraIssue(string? tenant, string site, long issueId) => Jira(tenant, "issue", site, issueId);

    /// <summary>Something of a Jira site that is not an issue: <c>project</c>, <c>version</c>, <c>sprint</c>, <c>board</c>.</summary>
    public static EntityId Jira(string? tenant, string kind, string site, long id) =>
        new(IdentityText.Join(tenant, ["jira", kind, site, Text(id)]));

    /// <summary>A deployment, or a resource that was written, deleted or acted on: <c>azure/deployment/subscriptions/…</c>.</summary>
    /// <param name="tenant">Null or empty when the source has none.</param>
    /// <param name="resourceId">Azure Resource Manager id; its case says nothing.</param>
    public static EntityId AzureDeployment(string? tenant, string resourceId) =>
        new(IdentityText.Join(tenant, ["azure", "deployment", .. resourceId.ToLowerInvariant().Trim('/').Split('/')]));

    public override string ToString() => Value;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
