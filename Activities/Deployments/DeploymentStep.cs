using Webhooks.Activities.Timelines;

namespace Webhooks.Activities.Deployments;

/// <summary>One thing that was heard of a deployment, or of an operation on a resource.</summary>
public sealed record DeploymentStep : ITimelineEntry
{
    public required EventMoment Moment { get; init; }

    public required string Identity { get; init; }

    /// <summary>The same for all steps of one operation: a resource has many, a deployment of GitHub is one.</summary>
    public required string Operation { get; init; }

    /// <summary>Azure's id of the request it belongs to; null for GitHub.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What was done, in the provider's words; foreign text.</summary>
    public required string What { get; init; }

    /// <summary>The provider's word for where it stands; foreign text.</summary>
    public required string Status { get; init; }

    public required DeploymentRank Rank { get; init; }

    /// <summary>Who did it; foreign text. Null when the provider does not say, or it was redacted.</summary>
    public string? By { get; init; }
}
