using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>What one batch adds to the row of one journal segment: one statement a batch, where one a delivery would cost as much as the delivery.</summary>
internal sealed record SegmentGrowth(long Segment, long FirstSequence, long LastSequence, long Deliveries, long NewestAt)
{
    public static SegmentGrowth By(SegmentGrowth? before, DeliveryEntry delivery, long sequence)
    {
        var at = delivery.Facts.ReceivedAt.UtcTicks;
        return before is null
            ? new SegmentGrowth(delivery.Payload.Segment, sequence, sequence, 1, at)
            : before with { LastSequence = sequence, Deliveries = before.Deliveries + 1, NewestAt = Math.Max(before.NewestAt, at) };
    }
}
