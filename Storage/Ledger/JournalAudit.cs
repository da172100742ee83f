using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>Takes each delivery out of the journal and looks for it in the ledger.</summary>
public sealed class JournalAudit(JournalArchive journal, LedgerView ledger) : DeliveryAudit
{
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(cancellationToken))
        {
            if (entry is DamagedRecord damaged)
            {
                Violation(new(null, damaged.Position, $"The journal is damaged: {damaged.Reason}"));
            }
            else if (entry is DeliveryEntry delivery)
            {
                Accepted++;
                await CheckAsync(delivery, cancellationToken);
            }
        }

        foreach (var contradiction in await ledger.ContradictionsAsync(MaximumListed, cancellationToken))
        {
            Violation(contradiction);
        }

        foreach (var segment in (await ledger.SegmentNumbersAsync(cancellationToken)).Where(segment => !journal.Exists(segment) && !journal.IsDropped(segment)))
        {
            Violation(new(null, new(segment, 0), $"The ledger knows deliveries of journal segment {segment}, which is missing and was not dropped."));
        }
    }

    private async Task CheckAsync(DeliveryEntry delivery, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(delivery.Facts.DeliveryId, cancellationToken) is { } record)
        {
            Check(record, delivery.Position);
        }
        else if (delivery.Position >= await ledger.PositionAsync(cancellationToken))
        {
            Wait(new(delivery.Facts.DeliveryId, delivery.Position, "Stored, and not in the ledger yet: the gateway is a moment behind, or does not run."));
        }
        else if (await ledger.FindAsync(delivery.Facts.DeliveryId, cancellationToken) is { } indexedMeanwhile)
        {
            Check(indexedMeanwhile, delivery.Position);
        }
        else if (!journal.IsDropped(delivery.Position.Segment))
        {
            Violation(new(delivery.Facts.DeliveryId, delivery.Position, "It is in the journal, the ledger went past it, and does not know it."));
        }
    }
}
