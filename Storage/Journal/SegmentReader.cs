using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Webhooks.Storage.Journal;

/// <summary>Reads one segment record by record, checks every byte of it, and finds the way again behind damage.</summary>
internal sealed class SegmentReader : IDisposable
{
    private const int WindowBytes = 256 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _window = new byte[WindowBytes];
    private long _windowStart;
    private int _windowLength;

    private SegmentReader(SafeFileHandle file, long number)
    {
        _file = file;
        Length = RandomAccess.GetLength(file);
        Header = SegmentHeader.Parse(Window(0, SegmentHeader.Size, Length), number);
    }

    /// <summary>Null when it is damaged beyond use.</summary>
    public SegmentHeader? Header { get; }

    public long Length { get; }

    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SegmentReader Open(string directory, long number)
    {
        var file = File.OpenHandle(
            SegmentNames.PathOf(directory, number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            return new(file, number);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The item at an offset; null when there is none before <paramref name="limit"/>, only unwritten space.</summary>
    public SegmentItem? Read(long offset, long limit)
    {
        if (offset >= limit)
        {
            return null;
        }

        if (HeaderAt(offset, limit) is not { } header)
        {
            return IsUnwritten(offset, limit) ? null : Unreadable(offset, limit);
        }

        var next = offset + header.RecordLength;
        var facts = new byte[header.FactsLength];
        var content = offset + RecordHeader.Size;
        Copy(content, facts, limit);
        var crc = Crc32C.Finish(Checksum(Crc32C.Append(Crc32C.Start, facts), content + facts.Length, header.BodyLength, limit));
        if (crc != header.ContentCrc)
        {
            return new DamagedItem(offset, next, next - offset, "The checksum of the record is wrong.", Intact: false);
        }

        return header.Kind switch
        {
            RecordKind.Delivery or RecordKind.EncodedDelivery => new DeliveryItem(offset, next, facts, header.BodyLength),
            RecordKind.Closing => new ClosingItem(offset, next),
            _ => new DamagedItem(offset, next, next - offset, $"Records of kind {(byte)header.Kind} are unknown: a newer version wrote it.", Intact: true),
        };
    }

    /// <summary>Nothing was written between the offsets.</summary>
    public bool IsUnwritten(long offset, long limit)
    {
        while (offset < limit)
        {
            var bytes = Window(offset, WindowBytes, limit);
            if (bytes.IsEmpty || bytes.ContainsAnyExcept((byte)0))
            {
                return bytes.IsEmpty;
            }

            offset += bytes.Length;
        }

        return true;
    }

    public void Dispose() => _file.Dispose();

    private RecordHeader? HeaderAt(long offset, long limit)
    {
        var header = RecordHeader.Parse(Window(offset, RecordHeader.Size, limit), offset);
        return header is { } found
            && found.Marker == Header?.Marker
            && found.FactsLength <= FactsFormat.MaximumBytes
            && found.RecordLength <= limit - offset
                ? header
                : null;
    }

    private DamagedItem Unreadable(long offset, long limit)
    {
        var next = NextRecord(offset + RecordHeader.Alignment, limit);
        return next is { } found
            ? new(offset, found, found - offset, "The header of a record cannot be read.", Intact: false)
            : new(offset, limit, EndOfContent(offset, limit) - offset, "The last record is cut short, or its header cannot be read.", Intact: false);
    }

    private long? NextRecord(long offset, long limit)
    {
        Span<byte> marker = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(marker, Header?.Marker ?? 0);
        while (offset < limit)
        {
            var bytes = Window(offset, WindowBytes, limit);
            var found = bytes.IndexOf(marker);
            if (found < 0)
            {
                // The marker may lie across the edge of the window.
                offset += Math.Max(1, bytes.Length - sizeof(ulong) + 1);
                continue;
            }

            offset += found;
            if (offset % RecordHeader.Alignment == 0 && HeaderAt(offset, limit) is not null)
            {
                return offset;
            }

            offset++;
        }

        return null;
    }

    private long EndOfContent(long offset, long limit)
    {
        var end = offset;
        while (offset < limit)
        {
            var bytes = Window(offset, WindowBytes, limit);
            if (bytes.IsEmpty)
            {
                break;
            }

            var last = bytes.LastIndexOfAnyExcept((byte)0);
            end = last < 0 ? end : offset + last + 1;
            offset += bytes.Length;
        }

        return end;
    }

    private void Copy(long offset, Span<byte> target, long limit)
    {
        while (!target.IsEmpty)
        {
            var bytes = Window(offset, Math.Min(target.Length, WindowBytes), limit);
            if (bytes.IsEmpty)
            {
                return;
            }

            bytes.CopyTo(target);
            target = target[bytes.Length..];
            offset += bytes.Length;
        }
    }

    private uint Checksum(uint state, long offset, long length, long limit)
    {
        while (length > 0)
        {
            var bytes = Window(offset, (int)Math.Min(length, WindowBytes), limit);
            if (bytes.IsEmpty)
            {
                break;
            }

            state = Crc32C.Append(state, bytes);
            offset += bytes.Length;
            length -= bytes.Length;
        }

        return state;
    }

    /// <summary>Up to <paramref name="count"/> bytes at an offset, fewer only at <paramref name="limit"/> or the end of the file.</summary>
    private ReadOnlySpan<byte> Window(long offset, int count, long limit)
    {
        count = (int)Math.Clamp(limit - offset, 0, count);
        if (offset < _windowStart || offset + count > _windowStart + _windowLength)
        {
            _windowStart = offset;
            _windowLength = 0;
            while (_windowLength < WindowBytes)
            {
                var read = RandomAccess.Read(_file, _window.AsSpan(_windowLength), offset + _windowLength);
                if (read == 0)
                {
                    break;
                }

                _windowLength += read;
            }
        }

        var start = (int)(offset - _windowStart);
        return _window.AsSpan(start, Math.Min(count, _windowLength - start));
    }
}
