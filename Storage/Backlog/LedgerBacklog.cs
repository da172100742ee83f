using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Backlog;

/// <summary>
/// The whole backlog of one gateway: the ledger beside the journal, and what is on its way there. Who keeps up reads from memory, so that a
/// delivery is usually signalled before its row is written.
/// </summary>
public sealed class LedgerBacklog : IBacklog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DeliveryLedger _ledger;
    private readonly UnindexedEntries _unindexed;

    /// <param name="ledger">What is pending for longer.</param>
    /// <param name="unindexed">What the ledger has not got yet.</param>
    public LedgerBacklog(DeliveryLedger ledger, UnindexedEntries unindexed)
    {
        (_ledger, _unindexed) = (ledger, unindexed);
        unindexed.Added += (_, _) => Changed?.Invoke(this, EventArgs.Empty);
    }

    public event EventHandler? Changed;

    public BacklogShare Share => BacklogShare.Whole;

    public void Adopt(BacklogShare share)
    {
        // It is the only one.
    }

    public TimeSpan? CallDeadline(BacklogShare share) => Patience;

    public async Task<PendingPage> PendingAsync(BacklogShare share, int limit, long after, CancellationToken cancellationToken)
    {
        if (_unindexed.TryRead(after, limit) is { } page)
        {
            return page;
        }

        // Asked before the ledger is read: all up to there is in it.
        var indexed = _unindexed.IndexedUpTo;
        var rows = await _ledger.PendingAsync(limit, after, cancellationToken);
        var last = rows is [.., var newest] ? newest.Sequence : after;
        return rows.Count == LedgerReader.Limit(limit)
            ? new(rows, last, HasMore: true)
            : new(rows, Math.Max(last, indexed), _unindexed.LastSequence > Math.Max(last, indexed));
    }

    public async Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken)
    {
        // In this order: what leaves the one meanwhile is in the other.
        var ahead = _unindexed.PendingOf(entity, after);
        var rows = await _ledger.PendingOfAsync(entity, limit, after, cancellationToken);
        var last = rows is [.., var newest] ? newest.Sequence : after;
        return [.. rows.Concat(ahead.Where(row => row.Sequence > last)).Take(limit)];
    }

    public bool TryMarkAhead(SignalledDelivery delivery) => _unindexed.TryMark(delivery);

    public Task MarkSignalledAsync(BacklogShare share, IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken) =>
        _ledger.MarkSignalledAsync(deliveries, cancellationToken);
}
