namespace Webhooks.Contracts;

/// <summary>Temporal task queues of the product.</summary>
public static class TaskQueues
{
    /// <summary>Entity workflows and their handlers.</summary>
    public const string Realtime = "webhooks-realtime";

    /// <summary>Scheduled roll-ups.</summary>
    public const string Reports = "webhooks-reports";
}
