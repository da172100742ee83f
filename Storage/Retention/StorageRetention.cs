using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Retention;

/// <summary>
/// Forgets what is old, in two steps. First a journal segment goes as a whole, when every delivery in it is settled and its time is over; much
/// later the ledger forgets its deliveries. The ledger never forgets what the journal still has, so each record there can be accounted for.
/// </summary>
public sealed class StorageRetention(DeliveryJournal journal, DeliveryLedger ledger, RetentionOptions options, TimeProvider time)
{
    /// <summary>Stopping it anywhere is harmless: the next call goes on.</summary>
    public async Task<RetentionResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var segments = await ledger.SegmentsAsync(cancellationToken);
        var sizes = journal.SegmentSizes();
        var due = Due(segments, sizes, now - options.Bodies);
        var freed = due.Count == 0 ? 0 : await journal.DropAsync(due, cancellationToken);
        await ledger.MarkDroppedAsync(due, now, cancellationToken);
        var forgotten = await ForgetAsync(now, cancellationToken);
        var rejections = await ledger.PruneRejectionsAsync(now - options.Rejections, cancellationToken);
        var bytes = sizes.Values.Sum() - freed;
        return new()
        {
            SegmentsDropped = due.Count(sizes.ContainsKey),
            BytesFreed = freed,
            DeliveriesForgotten = forgotten,
            RejectionsForgotten = rejections,
            JournalBytes = bytes,
            SegmentsHeld = segments.Count(segment => !segment.IsDropped && segment.HasUnsettled && segment.NewestAt < now - options.Bodies),
            IsOverLimit = bytes > options.MaximumJournalBytes,
        };
    }

    private List<long> Due(IReadOnlyList<LedgerSegment> segments, IReadOnlyDictionary<long, long> sizes, DateTimeOffset before)
    {
        var excess = options.MaximumJournalBytes is { } most ? sizes.Values.Sum() - most : 0;
        List<long> due = [];
        foreach (var segment in segments.Where(segment => !segment.IsDropped && !segment.HasUnsettled && segment.Number < journal.End.Segment))
        {
            if (segment.NewestAt < before || excess > 0)
            {
                due.Add(segment.Number);
                excess -= sizes.GetValueOrDefault(segment.Number);
            }
        }

        return due;
    }

    private async Task<long> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var segments = await ledger.SegmentsAsync(cancellationToken);
        var excess = options.MaximumDeliveries is { } most ? await ledger.CountAsync(cancellationToken) - most : 0;
        var forgotten = 0L;
        foreach (var segment in segments.Where(segment => segment.IsDropped))
        {
            if (segment.NewestAt < now - options.Deliveries || (excess > 0 && segment.NewestAt < now - options.DeduplicationWindow))
            {
                forgotten += await ForgetAsync(segment.Number, cancellationToken);
                excess -= segment.Deliveries;
            }
        }

        return forgotten;
    }

    private async Task<long> ForgetAsync(long segment, CancellationToken cancellationToken)
    {
        var (forgotten, pruned) = (0L, 0);
        do
        {
            pruned = await ledger.PruneAsync(segment, cancellationToken);
            forgotten += pruned;
        }
        while (pruned > 0);
        return forgotten;
    }
}
