namespace Webhooks.Activities.Deployments;

/// <summary>How far a deployment has come. Of two statuses the higher one counts, whichever arrived later.</summary>
public enum DeploymentRank
{
    /// <summary>It was asked for.</summary>
    Requested,
    Queued,
    Pending,
    InProgress,

    /// <summary>It ended, well or not.</summary>
    Ended,

    /// <summary>Another one took its place.</summary>
    Inactive,
}
