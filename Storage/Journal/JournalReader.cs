namespace Webhooks.Storage.Journal;

/// <summary>Reads entries across segments. Keeps nothing open between calls.</summary>
internal sealed class JournalReader(string directory)
{
    /// <summary>Up to <paramref name="maximum"/> entries behind <paramref name="from"/>; none when everything before <paramref name="end"/> has been read.</summary>
    public List<JournalEntry> Read(JournalPosition from, JournalPosition end, int maximum, CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = [];
        var dropped = DroppedSegments.Read(directory);
        var numbers = SegmentNames.List(directory);
        var expected = from == JournalPosition.Start ? numbers.FirstOrDefault() : from.Segment;
        foreach (var number in numbers.Where(number => number >= from.Segment && number <= end.Segment))
        {
            entries.AddRange(dropped.Missing(expected, number - 1).Select(range => Missing(range.First, range.Last)));

            var start = number == from.Segment ? Math.Max(from.Offset, SegmentHeader.Size) : SegmentHeader.Size;
            ReadSegment(entries, number, start, end, maximum, cancellationToken);
            if (entries.Count >= maximum)
            {
                return entries;
            }

            expected = number + 1;
        }

        return entries;
    }

    /// <summary>Up to <paramref name="maximum"/> entries of one segment.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public List<JournalEntry> ReadSegment(JournalPosition from, JournalPosition end, int maximum, CancellationToken cancellationToken)
    {
        List<JournalEntry> entries = [];
        ReadSegment(entries, from.Segment, Math.Max(from.Offset, SegmentHeader.Size), end, maximum, cancellationToken);
        return entries;
    }

    private void ReadSegment(
        List<JournalEntry> entries, long number, long offset, JournalPosition end, int maximum, CancellationToken cancellationToken)
    {
        using var reader = SegmentReader.Open(directory, number);
        var limit = number == end.Segment ? Math.Min(end.Offset, reader.Length) : reader.Length;
        if (reader.Header is null)
        {
            if (offset < limit)
            {
                entries.Add(Damaged(number, offset, new(number, limit), limit - offset, "The header of the segment cannot be read."));
            }

            return;
        }

        var isClosed = false;
        while (entries.Count < maximum)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Read(offset, limit) is not { } item)
            {
                // Of the newest segment only the part before the end is anybody's business yet.
                if (!isClosed && number < end.Segment && !EndsWithClosing(reader, offset))
                {
                    entries.Add(Damaged(number, offset, new(number + 1, 0), 0, "The segment ends without its closing record."));
                }

                return;
            }

            isClosed = item is ClosingItem;
            if (Entry(number, item) is { } entry)
            {
                entries.Add(entry);
            }

            offset = item.Next;
        }
    }

    /// <summary>Reading may begin behind the closing record.</summary>
    private static bool EndsWithClosing(SegmentReader reader, long offset) =>
        offset - RecordHeader.Size >= SegmentHeader.Size && reader.Read(offset - RecordHeader.Size, reader.Length) is ClosingItem;

    private static JournalEntry? Entry(long number, SegmentItem item) => item switch
    {
        DeliveryItem delivery => Delivery(number, delivery),
        DamagedItem damaged => Damaged(number, damaged.Offset, new(number, damaged.Next), damaged.Lost, damaged.Reason),
        _ => null,
    };

    private static JournalEntry Delivery(long number, DeliveryItem item)
    {
        try
        {
            var stored = FactsFormat.Read(item.Facts);
            return new DeliveryEntry
            {
                Position = new(number, item.Offset),
                Next = new(number, item.Next),
                Facts = stored.Facts,
                Payload = new(number, item.Offset, stored.Form?.Length ?? item.BodyLength, stored.Sha256),
            };
        }
        catch (InvalidDataException e)
        {
            return Damaged(number, item.Offset, new(number, item.Next), item.Next - item.Offset, $"The facts cannot be read: {e.Message}");
        }
    }

    public static DamagedRecord Missing(long first, long last) =>
        Damaged(first, 0, new(last + 1, 0), 0, last == first ? $"Segment {first} is missing." : $"Segments {first} to {last} are missing.");

    private static DamagedRecord Damaged(long segment, long offset, JournalPosition next, long length, string reason) =>
        new() { Position = new(segment, offset), Next = next, Length = length, Reason = reason };
}
