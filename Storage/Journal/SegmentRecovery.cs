using Microsoft.Extensions.Logging;

namespace Webhooks.Storage.Journal;

/// <summary>Puts the last segment in order after a stop, however the process stopped.</summary>
internal static partial class SegmentRecovery
{
    /// <summary>Cuts a torn tail, closes the segment, and makes durable what can be read from it.</summary>
    /// <returns>Where the journal ends.</returns>
    public static JournalPosition Run(string directory, ISegmentFiles files, ILogger logger)
    {
        if (SegmentNames.List(directory) is not [.., var last])
        {
            return JournalPosition.Start;
        }

        using var reader = SegmentReader.Open(directory, last);
        if (reader.Header is not { } header)
        {
            return WithoutHeader(directory, last, reader, files, logger);
        }

        // Written again even when all is in order: what can be read, and will be indexed, must be on the disk and not only in its cache.
        var tail = SegmentTail.Find(reader);

        // What is cut ends behind the last readable record; a closing record that is there already is written again at its place.
        var end = tail.IsClosed ? tail.End - RecordHeader.Size : tail.End;
        using var file = files.Open(SegmentNames.PathOf(directory, last));
        SegmentLog.Close(file, header, end);
        if (tail.Torn > 0)
        {
            Log.TornTail(logger, tail.Torn, last, tail.End);
        }

        return new(last, end + RecordHeader.Size);
    }

    private static JournalPosition WithoutHeader(string directory, long last, SegmentReader reader, ISegmentFiles files, ILogger logger)
    {
        // The header is durable before the first record is written: without it, and with nothing behind it, nobody was ever answered.
        if (reader.Length <= SegmentHeader.Size || reader.IsUnwritten(SegmentHeader.Size, reader.Length))
        {
            files.Delete(SegmentNames.PathOf(directory, last));
            Log.EmptySegment(logger, last, reader.Length);
            return Run(directory, files, logger);
        }

        Log.NoHeader(logger, last);
        return new(last, reader.Length);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Cut {Bytes} bytes of an unfinished write off journal segment {Segment} at {Offset}; nobody had been answered for them.")]
        public static partial void TornTail(ILogger logger, long bytes, long segment, long offset);

        [LoggerMessage(2, LogLevel.Warning, "Removed journal segment {Segment}: {Bytes} bytes without header or records.")]
        public static partial void EmptySegment(ILogger logger, long segment, long bytes);

        [LoggerMessage(3, LogLevel.Error, "Journal segment {Segment} has no readable header; its deliveries cannot be read. Restore it from a backup.")]
        public static partial void NoHeader(ILogger logger, long segment);
    }
}
