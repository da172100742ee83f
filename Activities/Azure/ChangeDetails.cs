namespace Webhooks.Activities.Azure;

/// <summary>What Azure tells about one request to it, or one deployment, beyond the event. All text is foreign, bounded, and without secrets.</summary>
public sealed record ChangeDetails
{
    /// <summary>Of the request: the same for all its events.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who made it: a name, an address or an application's id. Null when Azure does not say, or people are not to be named.</summary>
    public string? By { get; init; }

    /// <summary>With what, such as <c>Azure Portal</c>.</summary>
    public string? Client { get; init; }

    /// <summary>Only for a deployment.</summary>
    public DeploymentFacts? Deployment { get; init; }

    /// <summary>In the order in which they were changed.</summary>
    public IReadOnlyList<ResourceChange> Resources { get; init; } = [];

    /// <summary>Changed resources that are left out.</summary>
    public int MoreResources { get; init; }

    public CostHint? Cost { get; init; }

    /// <summary>Azure may know more in some minutes.</summary>
    public bool IsPreliminary { get; init; }
}
