using System.Text.Json.Serialization;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.GitHub;
using Webhooks.Contracts.Jira;

namespace Webhooks.Contracts.Deliveries;

/// <summary>What an entity workflow is signalled with: who, what and where the body is. Small, whatever the size of the body.</summary>
public sealed record DeliveryEvent
{
    /// <summary>32 hex digits, see <see cref="Identities.DeliveryKey.DeliveryId"/>.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Canonical delivery key: what the workflow remembers as seen.</summary>
    public required string Key { get; init; }

    /// <summary>Name of the configured source it came through.</summary>
    public required string Source { get; init; }

    public required WebhookProvider Provider { get; init; }

    /// <summary>The provider's event name, such as <c>push</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>Entity id text, equal to the workflow id.</summary>
    public required string Entity { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required PayloadReference Payload { get; init; }

    /// <summary>Id of the delivery that this one repeats at an operator's wish; null for what a provider sent.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>We did it ourselves: it is known from then on, and leads to nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OwnChange { get; init; }

    /// <summary>Set for GitHub <c>push</c>.</summary>
    public GitHubPush? Push { get; init; }

    /// <summary>Set for GitHub <c>pull_request</c> and <c>pull_request_review</c>.</summary>
    public GitHubPullRequest? PullRequest { get; init; }

    /// <summary>Set for GitHub <c>release</c>.</summary>
    public GitHubRelease? Release { get; init; }

    /// <summary>Set for GitHub <c>deployment</c> and <c>deployment_status</c>.</summary>
    public GitHubDeployment? Deployment { get; init; }

    /// <summary>Set for GitHub <c>repository</c>.</summary>
    public GitHubRepositoryChange? RepositoryChange { get; init; }

    /// <summary>Set for Jira's events about an issue, its comments and its work log.</summary>
    public JiraIssueEvent? JiraIssue { get; init; }

    /// <summary>Set for Event Grid's events about a deployment or a resource.</summary>
    public AzureResourceEvent? AzureResource { get; init; }
}
