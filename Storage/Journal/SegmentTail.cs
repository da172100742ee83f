namespace Webhooks.Storage.Journal;

/// <summary>Where the readable part of a segment ends.</summary>
/// <param name="End">Behind the last readable record.</param>
/// <param name="Torn">Bytes behind it that a crash left in the middle of a write.</param>
/// <param name="IsClosed">The last readable record is the closing one.</param>
internal readonly record struct SegmentTail(long End, long Torn, bool IsClosed)
{
    /// <summary>Damage with a readable record behind it belongs to the middle and stays; only what ends the file is torn.</summary>
    public static SegmentTail Find(SegmentReader reader)
    {
        var tail = new SegmentTail(SegmentHeader.Size, 0, false);
        for (var offset = tail.End; reader.Read(offset, reader.Length) is { } item; offset = item.Next)
        {
            tail = item is DamagedItem { Intact: false } damaged
                ? tail with { Torn = damaged.Offset + damaged.Lost - tail.End }
                : new(item.Next, 0, item is ClosingItem);
        }

        return tail;
    }
}
