using System.Globalization;
using Webhooks.Activities.Timelines;
using Webhooks.Contracts.Azure;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Activities.Deployments;

/// <summary>Reads Event Grid's events about deployments and resources.</summary>
internal static class AzureSteps
{
    public static DeploymentStep Step(DeliveryEvent delivery, AzureResourceEvent resource)
    {
        var what = resource.Operation ?? resource.EventType;
        var (status, rank) = StatusOf(resource);
        var operation = $"{resource.CorrelationId ?? delivery.DeliveryId} {what.ToLowerInvariant()}";
        var at = resource.At ?? delivery.ReceivedAt;
        var identity = string.Create(CultureInfo.InvariantCulture, $"{operation} {status} {at.UtcTicks}");
        return new DeploymentStep
        {
            Moment = new EventMoment(at, (long)rank, identity),
            Identity = identity,
            Operation = operation,
            CorrelationId = resource.CorrelationId,
            What = what,
            Status = status,
            Rank = rank,
        };
    }

    /// <summary>The event's type says how it ended, unless the status says that it has not: what Azure takes and does later is a success at first.</summary>
    private static (string Status, DeploymentRank Rank) StatusOf(AzureResourceEvent resource) => resource.Status?.ToUpperInvariant() switch
    {
        "ACCEPTED" or "STARTED" => ("accepted", DeploymentRank.Queued),
        "RUNNING" or "INPROGRESS" or "CREATING" or "UPDATING" or "DELETING" => ("running", DeploymentRank.InProgress),
        _ when Ends(resource, "Failure") => ("failed", DeploymentRank.Ended),
        _ when Ends(resource, "Cancel") => ("canceled", DeploymentRank.Ended),
        _ => ("succeeded", DeploymentRank.Ended),
    };

    private static bool Ends(AzureResourceEvent resource, string ending) => resource.EventType.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
