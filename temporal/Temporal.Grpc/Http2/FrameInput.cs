using System.Buffers;

namespace Temporal.Grpc.Http2;

/// <summary>Cuts what arrives on a connection into frames.</summary>
internal sealed class FrameInput(Stream stream) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;

    /// <summary>Waits for more bytes; false at the end of the connection.</summary>
    public async ValueTask<bool> ReadAsync()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = await stream.ReadAsync(_buffer.AsMemory(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>Takes the next frame that is complete. Its payload is good until the next read.</summary>
    /// <exception cref="Http2Exception">A frame is larger than it may be.</exception>
    public bool TryTake(out FrameHeader header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        header = default;
        var bytes = _buffer.AsSpan(_start, _end - _start);
        if (bytes.Length < FrameHeader.Size)
        {
            return false;
        }

        header = FrameHeader.Read(bytes);
        if (header.Length > FrameHeader.LargestPayload)
        {
            throw bytes.StartsWith("HTTP/"u8)
                ? new Http2Exception(Http2ErrorCode.Http11Required, "the server speaks HTTP/1 and not HTTP/2")
                : new Http2Exception(Http2ErrorCode.FrameSizeError, $"the server sent a frame of {header.Length} bytes");
        }

        var size = FrameHeader.Size + header.Length;
        if (bytes.Length < size)
        {
            return false;
        }

        payload = bytes[FrameHeader.Size..size];
        _start += size;
        return true;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
