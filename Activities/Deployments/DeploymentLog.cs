using Webhooks.Activities.Azure;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Activities.Deployments;

/// <summary>
/// A deployment of GitHub, or a deployment or resource of Azure, as its events tell it. The same events give the same log in whatever order
/// they arrive.
/// </summary>
public sealed record DeploymentLog
{
    /// <summary>Of more requests than these, which would weigh too much, only the events are kept.</summary>
    private const int MostDetails = 5;

    /// <summary>Entity id text, tenant included.</summary>
    public required string Entity { get; init; }

    /// <summary>What the newest event says of a deployment of GitHub; null for Azure.</summary>
    public GitHubDeployment? GitHub { get; init; }

    /// <summary>Of <see cref="GitHub"/>.</summary>
    public EventMoment? GitHubAt { get; init; }

    /// <summary>Azure Resource Manager id in lower case; null for GitHub.</summary>
    public string? ResourceId { get; init; }

    /// <summary>GitHub's <c>deployment</c> event is there, from which every deployment begins.</summary>
    public bool HasRequest { get; init; }

    /// <summary>Something has ended; then there is a document.</summary>
    public bool HasEnded { get; init; }

    public Timeline<DeploymentStep> Timeline { get; init; } = new();

    /// <summary>What Azure told beyond the events, the newest last; empty where it is not asked.</summary>
    public IReadOnlyList<ChangeDetails> Details { get; init; } = [];

    /// <summary>Statuses came and what they are statuses of did not.</summary>
    public bool HasGap => GitHub is not null && !HasRequest;

    /// <summary>Puts in a delivery that is about this entity, or begins a log.</summary>
    /// <returns>What was given when the delivery tells nothing new, or nothing of a deployment.</returns>
    public static DeploymentLog? Following(DeploymentLog? known, DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (StepOf(delivery) is not { } step)
        {
            return known;
        }

        var log = (known ?? new DeploymentLog { Entity = delivery.Entity }).With(delivery, step);
        return log == known ? known : log;
    }

    /// <summary>Puts in what Azure told about one request, in place of what it told before.</summary>
    public DeploymentLog With(ChangeDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        List<ChangeDetails> known = [.. Details.Where(each => each.CorrelationId != details.CorrelationId), details];
        return this with { Details = known.Count > MostDetails ? known[^MostDetails..] : known };
    }

    public ChangeDetails? DetailsOf(string? correlationId) => Details.FirstOrDefault(each => each.CorrelationId == correlationId);

    /// <summary>The steps of each operation, the operation that began last first.</summary>
    public IReadOnlyList<IReadOnlyList<DeploymentStep>> Operations() =>
    [
        .. Timeline.Entries
            .GroupBy(step => step.Operation, StringComparer.Ordinal)
            .Select(steps => steps.ToList())
            .Reverse(),
    ];

    /// <summary>Where an operation stands: its highest rank, of that the newest.</summary>
    /// <param name="operation">Oldest first.</param>
    public static DeploymentStep Current(IReadOnlyList<DeploymentStep> operation) => operation.OrderBy(step => step.Rank).Last();

    /// <summary>What a delivery tells; null when it tells nothing of a deployment.</summary>
    public static DeploymentStep? StepOf(DeliveryEvent delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery.Deployment is { } deployment ? GitHubSteps.Step(delivery, deployment)
            : delivery.AzureResource is { } resource ? AzureSteps.Step(delivery, resource)
            : null;
    }

    private DeploymentLog With(DeliveryEvent delivery, DeploymentStep step)
    {
        var isNewest = GitHubAt is null || GitHubAt.IsBefore(step.Moment);
        return this with
        {
            GitHub = isNewest ? delivery.Deployment : GitHub,
            GitHubAt = delivery.Deployment is null ? null : isNewest ? step.Moment : GitHubAt,
            ResourceId = delivery.AzureResource?.ResourceId,
            HasRequest = HasRequest || step.Rank == DeploymentRank.Requested,
            HasEnded = HasEnded || step.Rank >= DeploymentRank.Ended,
            Timeline = Timeline.With(step),
        };
    }
}
