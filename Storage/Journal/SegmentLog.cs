using Microsoft.Extensions.Logging;

namespace Webhooks.Storage.Journal;

/// <summary>The segment that is written now. One thread uses it.</summary>
internal sealed partial class SegmentLog(JournalOptions options, ISegmentFiles files, TimeProvider time, ILogger logger, JournalPosition end) : IDisposable
{
    private const int MaximumUnclosed = 16;

    private readonly List<ReadOnlyMemory<byte>> _buffers = [];
    private readonly Queue<OpenSegment> _unclosed = new();
    private OpenSegment? _current;
    private long _lastNumber = end.Segment;

    /// <summary>Behind the last durable record.</summary>
    public JournalPosition End { get; private set; } = end;

    /// <summary>Number of the segment that the last successful append went to.</summary>
    public long Segment => End.Segment;

    /// <summary>One write and one flush for the whole batch. When it throws, nothing of the batch counts as stored.</summary>
    public void Append(IReadOnlyList<PendingAppend> batch)
    {
        var length = batch.Sum(append => append.RecordLength);
        var segment = SegmentFor(length);
        try
        {
            var offset = segment.End;
            foreach (var append in batch)
            {
                append.AddTo(_buffers, segment.Header.Marker, offset);
                offset += append.RecordLength;
            }

            segment.File.Write(_buffers, segment.End);
            segment.File.Flush();
            segment.End = offset;
            End = new(segment.Header.Number, offset);
        }
        catch
        {
            // After a failed flush the system may take pages for clean that never reached the disk: what follows goes to another file.
            Abandon(segment);
            throw;
        }
        finally
        {
            _buffers.Clear();
        }
    }

    public void Dispose()
    {
        if (_current is { } segment)
        {
            _unclosed.Enqueue(segment);
            _current = null;
        }

        CloseWhatCanBeClosed();
        while (_unclosed.TryDequeue(out var unclosed))
        {
            Log.SegmentNotClosed(logger, unclosed.Header.Number);
            unclosed.File.Dispose();
        }
    }

    /// <summary>Ends a segment: closing record, no unwritten space behind it.</summary>
    public static void Close(ISegmentFile file, SegmentHeader header, long end)
    {
        var record = new byte[RecordHeader.Size];
        new RecordHeader(header.Marker, Crc32C.Compute([]), end, 0, 0, RecordKind.Closing).Write(record);
        file.SetLength(end);
        file.Write([record], end);
        file.Flush();
    }

    private OpenSegment SegmentFor(long length)
    {
        if (_current is { HasRecords: true } full && (full.End + length > options.SegmentBytes || time.GetUtcNow() - full.CreatedAt >= options.SegmentAge))
        {
            _unclosed.Enqueue(full);
            _current = null;
        }

        if (_current is null)
        {
            // First, because a restart closes only the last segment; and again, because the disk may have got room in between.
            CloseWhatCanBeClosed();
            _current = Create(Math.Max(options.SegmentBytes, SegmentHeader.Size + length));
            CloseWhatCanBeClosed();
        }

        return _current;
    }

    private OpenSegment Create(long length)
    {
        var number = _lastNumber + 1;
        var path = SegmentNames.PathOf(options.Directory, number);
        ISegmentFile? file = null;
        try
        {
            file = CreateFile(path, length);
            var header = SegmentHeader.Create(number);
            var now = time.GetUtcNow();
            file.Write([header.ToBytes(now)], 0);
            file.Flush();
            files.FlushDirectory(options.Directory);
            _lastNumber = number;
            return new(file, header, path, now);
        }
        catch
        {
            if (file is not null)
            {
                file.Dispose();
                Forget(path, number);
            }

            throw;
        }
    }

    /// <summary>Space for a whole segment when there is that much, otherwise what there is.</summary>
    private ISegmentFile CreateFile(string path, long length)
    {
        try
        {
            return files.Create(path, length);
        }
        catch (IOException)
        {
            return files.Create(path, 0);
        }
    }

    private void Abandon(OpenSegment segment)
    {
        _current = null;
        if (segment.HasRecords)
        {
            _unclosed.Enqueue(segment);
            CloseWhatCanBeClosed();
            return;
        }

        segment.File.Dispose();
        _lastNumber--;
        Forget(segment.Path, segment.Header.Number);
    }

    /// <summary>Removes a segment without records, so that a full disk does not fill with empty ones; a file that stays keeps its number.</summary>
    private void Forget(string path, long number)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lastNumber = number;
        }
    }

    /// <summary>What these segments hold is durable already; closing them is owed, and tried again with the next segment.</summary>
    private void CloseWhatCanBeClosed()
    {
        for (var count = _unclosed.Count; count > 0; count--)
        {
            var segment = _unclosed.Dequeue();
            try
            {
                Close(segment.File, segment.Header, segment.End);
                segment.File.Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _unclosed.Enqueue(segment);
            }
        }

        while (_unclosed.Count > MaximumUnclosed)
        {
            var segment = _unclosed.Dequeue();
            Log.SegmentNotClosed(logger, segment.Header.Number);
            segment.File.Dispose();
        }
    }

    private sealed class OpenSegment(ISegmentFile file, SegmentHeader header, string path, DateTimeOffset createdAt)
    {
        public ISegmentFile File { get; } = file;

        public SegmentHeader Header { get; } = header;

        public string Path { get; } = path;

        public DateTimeOffset CreatedAt { get; } = createdAt;

        public long End { get; set; } = SegmentHeader.Size;

        public bool HasRecords => End > SegmentHeader.Size;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Journal segment {Segment} could not be closed; its records are stored, reading it will report a missing end.")]
        public static partial void SegmentNotClosed(ILogger logger, long segment);
    }
}
