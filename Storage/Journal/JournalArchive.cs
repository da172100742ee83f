using System.Runtime.CompilerServices;

namespace Webhooks.Storage.Journal;

/// <summary>The journal as it lies on the disk: reads all of it without taking the folder, also while a gateway appends to it and retention drops of it.</summary>
public sealed class JournalArchive(string directory)
{
    private const int Batch = 256;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>Every record from the first to the last that was there when the reading began, damage included.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async IAsyncEnumerable<JournalEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = SegmentNames.List(directory);
        var dropped = DroppedSegments.Read(directory);
        var reader = new JournalReader(directory);
        var expected = 1L;
        foreach (var number in numbers)
        {
            foreach (var (first, last) in dropped.Missing(expected, number - 1))
            {
                yield return JournalReader.Missing(first, last);
            }

            expected = number + 1;
            await foreach (var entry in SegmentAsync(reader, number, numbers[^1], cancellationToken))
            {
                yield return entry;
            }
        }
    }

    /// <summary>It was removed on purpose and is gone.</summary>
    public bool IsDropped(long segment) => !Exists(segment) && DroppedSegments.Read(directory).Contains(segment);

    public bool Exists(long segment) => File.Exists(SegmentNames.PathOf(directory, segment));

    private async IAsyncEnumerable<JournalEntry> SegmentAsync(
        JournalReader reader, long number, long newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = number == newest ? new JournalPosition(number, long.MaxValue) : new JournalPosition(number + 1, 0);
        var from = new JournalPosition(number, 0);
        JournalPosition? reread = null;
        while (from.Segment == number && await BatchAsync(reader, from, end, cancellationToken) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                // What is written right now can look damaged; it does not a moment later.
                if (entry is DamagedRecord && number >= newest - 1 && reread != entry.Position)
                {
                    reread = from = entry.Position;
                    await Task.Delay(Moment, TimeProvider.System, cancellationToken);
                    break;
                }

                yield return number == newest && entry is DamagedRecord damaged && IsTail(damaged)
                    ? new UnfinishedWrite { Position = damaged.Position, Next = damaged.Next, Length = damaged.Length }
                    : entry;
                from = entry.Next;
            }
        }
    }

    private Task<List<JournalEntry>> BatchAsync(JournalReader reader, JournalPosition from, JournalPosition end, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                try
                {
                    return reader.ReadSegment(from, end, Batch, cancellationToken);
                }
                catch (FileNotFoundException)
                {
                    // Retention was here after the folder was listed; whether it was retention shows in its list.
                    return DroppedSegments.Read(directory).Contains(from.Segment) ? [] : [JournalReader.Missing(from.Segment, from.Segment)];
                }
            },
            cancellationToken);

    /// <summary>Nothing is behind it, so that recovery would take it for torn.</summary>
    private bool IsTail(DamagedRecord damaged)
    {
        using var segment = SegmentReader.Open(directory, damaged.Position.Segment);
        return segment.Header is null
            ? segment.IsUnwritten(SegmentHeader.Size, segment.Length)
            : segment.Read(damaged.Next.Offset, segment.Length) is null;
    }
}
