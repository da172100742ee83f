using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Backlog;

/// <summary>The whole backlog of the ledger beside the journal, which one gateway writes.</summary>
public sealed class LedgerBacklog(DeliveryLedger ledger) : IBacklog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public event EventHandler? Changed;

    public BacklogShare Share => BacklogShare.Whole;

    public void Adopt(BacklogShare share)
    {
        // It is the only one.
    }

    public TimeSpan? CallDeadline(BacklogShare share) => Patience;

    public Task<IReadOnlyList<DeliveryRecord>> PendingAsync(BacklogShare share, int limit, long after, CancellationToken cancellationToken) =>
        ledger.PendingAsync(limit, after, cancellationToken);

    public Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken) =>
        ledger.PendingOfAsync(entity, limit, after, cancellationToken);

    public Task MarkSignalledAsync(BacklogShare share, IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken) =>
        ledger.MarkSignalledAsync(deliveries, cancellationToken);

    /// <summary>The ledger has more rows now.</summary>
    public void NoteIndexed() => Changed?.Invoke(this, EventArgs.Empty);
}
