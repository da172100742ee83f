using System.Globalization;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Activities.Deployments;

/// <summary>Reads GitHub's events about deployments.</summary>
internal static class GitHubSteps
{
    private const string Operation = "deployment";

    public static DeploymentStep Step(DeliveryEvent delivery, GitHubDeployment deployment)
    {
        var identity = deployment.StatusId is { } status ? status.ToString(CultureInfo.InvariantCulture) : Operation;
        return new DeploymentStep
        {
            // Statuses of one second are ordered by their numbers, which grow; the request has none and comes before them.
            Moment = new EventMoment(deployment.At ?? delivery.ReceivedAt, deployment.StatusId ?? 0, identity),
            Identity = identity,
            Operation = Operation,
            What = deployment.Task ?? "deploy",
            Status = deployment.State ?? "requested",
            Rank = deployment.StatusId is null ? DeploymentRank.Requested : RankOf(deployment.State),
            By = deployment.StatusId is null ? deployment.RequestedBy : deployment.SetBy,
        };
    }

    /// <summary>A state that GitHub invents tomorrow is on the way and no more.</summary>
    private static DeploymentRank RankOf(string? state) => state switch
    {
        "queued" => DeploymentRank.Queued,
        "pending" or "waiting" => DeploymentRank.Pending,
        "success" or "failure" or "error" => DeploymentRank.Ended,
        "inactive" => DeploymentRank.Inactive,
        _ => DeploymentRank.InProgress,
    };
}
