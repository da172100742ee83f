namespace Webhooks.Contracts;

/// <summary>Temporal task queues of the product.</summary>
public static class TaskQueues
{
    /// <summary>Entity workflows and their handlers.</summary>
    public const string Realtime = "webhooks-realtime";

    /// <summary>Comparing with what the providers say they sent; apart, so that a slow provider holds up no delivery.</summary>
    public const string Reconciliation = "webhooks-reconciliation";

    /// <summary>Scheduled roll-ups.</summary>
    public const string Reports = "webhooks-reports";
}
