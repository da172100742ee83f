using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;
using Webhooks.Storage.Retention;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// Step 4, and everything of storage that the gateway uses: journal and ledger of its own data folder (<see cref="JournalDeliveryStore"/>), or
/// PostgreSQL, which several gateways share. Open before the first request is taken.
/// </summary>
internal abstract class DeliveryStore : IHostedService
{
    public abstract IDeliveryLedger Ledger { get; }

    public abstract IPayloads Payloads { get; }

    /// <summary>What waits to be signalled.</summary>
    public abstract IBacklog Backlog { get; }

    /// <summary>The audit, and the replays.</summary>
    public abstract IOperationLog Operations { get; }

    public abstract Task StartAsync(CancellationToken cancellationToken);

    public abstract Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Stores a delivery, or finds that it is stored already. When it returns, the delivery is durable.</summary>
    /// <param name="facts">What was verified and identified.</param>
    /// <param name="body">Must stay untouched until the task has ended.</param>
    /// <exception cref="JournalUnavailableException">Not stored: nothing was accepted.</exception>
    /// <exception cref="LedgerUnavailableException">It cannot be told whether it is stored: nothing was accepted.</exception>
    public abstract Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body);

    /// <summary>A delivery that was answered can be looked up at once.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    public abstract Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken);

    /// <summary>When it ends, <see cref="Ledger"/> lists every delivery that was answered before the call.</summary>
    public virtual Task CatchUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Forgets what is old.</summary>
    /// <exception cref="LedgerUnavailableException">It could not finish; the next call goes on.</exception>
    public abstract Task<RetentionResult> RetainAsync(CancellationToken cancellationToken);

    /// <summary>Names of the parts that do not work now, for <c>/readyz</c>.</summary>
    public abstract Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken);

    private protected static Acceptance Known(DeliveryRecord known) => new()
    {
        DeliveryId = known.DeliveryId,
        IsDuplicate = true,
        Entity = known.Entity,
        WorkflowId = known.WorkflowId,
        State = known.State,
    };

    private protected static Acceptance New(AcceptedDelivery facts) => new()
    {
        DeliveryId = facts.DeliveryId,
        IsDuplicate = false,
        Entity = facts.Entity,
        WorkflowId = facts.WorkflowType is null ? null : facts.Entity,
        State = facts.SettledAs is null ? Contracts.Deliveries.DeliveryState.Accepted : Contracts.Deliveries.DeliveryState.Settled,
    };
}
