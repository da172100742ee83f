using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Storing;

/// <summary>A delivery of the last moments: what its duplicates are told while, and shortly after, it is stored.</summary>
internal sealed class RecentDelivery(AcceptedDelivery facts)
{
    private readonly TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string DeliveryId { get; } = facts.DeliveryId;

    public string? Entity { get; } = facts.Entity;

    public bool HasWorkflow { get; } = facts.WorkflowType is not null;

    public bool IsSettled { get; } = facts.SettledAs is not null;

    /// <summary>Ends when the delivery is durable. Fails when it could not be stored.</summary>
    public Task Durable => stored.Task;

    /// <summary>The ledger answers for it from now on; guarded by <see cref="RecentDeliveries"/>.</summary>
    public bool IsIndexed { get; set; }

    public void MarkDurable() => stored.TrySetResult();

    public void MarkFailed(Exception cause)
    {
        stored.TrySetException(cause);
        // Nobody may be waiting; a failure that was answered already must not come up again as unobserved.
        _ = stored.Task.Exception;
    }
}
