using System.Buffers.Binary;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc.Http2;

/// <summary>Appends frames to bytes that will be sent.</summary>
internal static class FrameWriter
{
    /// <summary>Answers a stream may send before it is told that they were read: more than most answers are, so that those cost no frame.</summary>
    public const int StreamWindow = 1024 * 1024;

    /// <summary>The same for all streams together.</summary>
    public const int ConnectionWindow = 16 * 1024 * 1024;

    /// <summary>Headers remembered between blocks: none, since the few that are read are cheaper to read again.</summary>
    public const int HeaderTableSize = 0;

    /// <summary>What a connection begins with: the preface, our settings, and a large window.</summary>
    public static void Preface(PooledBytes output)
    {
        output.Append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        ReadOnlySpan<(SettingId Id, int Value)> settings =
        [
            (SettingId.HeaderTableSize, HeaderTableSize),
            (SettingId.EnablePush, 0),
            (SettingId.InitialWindowSize, StreamWindow),
            (SettingId.MaxHeaderListSize, HeaderBlock.LargestList),
        ];
        var payload = Frame(output, FrameType.Settings, FrameMarks.None, 0, 6 * settings.Length);
        foreach (var (id, value) in settings)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)id);
            BinaryPrimitives.WriteInt32BigEndian(payload[2..], value);
            payload = payload[6..];
        }

        WindowUpdate(output, 0, ConnectionWindow - PeerSettings.DefaultWindow);
    }

    public static void SettingsAck(PooledBytes output) => Frame(output, FrameType.Settings, FrameMarks.Ack, 0, 0);

    /// <param name="output">Appended to.</param>
    /// <param name="opaque">Eight bytes, which come back in the acknowledgement.</param>
    /// <param name="flags">Whether this one is an acknowledgement.</param>
    public static void Ping(PooledBytes output, ReadOnlySpan<byte> opaque, FrameMarks flags) =>
        opaque.CopyTo(Frame(output, FrameType.Ping, flags, 0, 8));

    public static void WindowUpdate(PooledBytes output, int streamId, int increment) =>
        BinaryPrimitives.WriteInt32BigEndian(Frame(output, FrameType.WindowUpdate, FrameMarks.None, streamId, 4), increment);

    public static void Reset(PooledBytes output, int streamId, Http2ErrorCode code) =>
        BinaryPrimitives.WriteUInt32BigEndian(Frame(output, FrameType.RstStream, FrameMarks.None, streamId, 4), (uint)code);

    /// <summary>Ends the connection: no stream of the server's was ever taken, so the last one is 0.</summary>
    public static void GoAway(PooledBytes output, Http2ErrorCode code)
    {
        var payload = Frame(output, FrameType.GoAway, FrameMarks.None, 0, 8);
        payload[..4].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], (uint)code);
    }

    /// <param name="output">Appended to.</param>
    /// <param name="streamId">The stream that the block opens.</param>
    /// <param name="block">The whole header block; split into as many frames as it needs, nothing comes between them.</param>
    /// <param name="first">Whether it is the first block of the connection.</param>
    public static void Headers(PooledBytes output, int streamId, ReadOnlySpan<byte> block, bool first)
    {
        var type = FrameType.Headers;
        var prefix = first ? 1 : 0;
        while (true)
        {
            var length = Math.Min(block.Length + prefix, FrameHeader.LargestPayload);
            var last = length == block.Length + prefix;
            var payload = Frame(output, type, last ? FrameMarks.EndHeaders : FrameMarks.None, streamId, length);
            if (prefix > 0)
            {
                payload[0] = HpackWriter.NoTable;
                payload = payload[1..];
            }

            block[..payload.Length].CopyTo(payload);
            if (last)
            {
                return;
            }

            block = block[payload.Length..];
            prefix = 0;
            type = FrameType.Continuation;
        }
    }

    public static void Data(PooledBytes output, int streamId, ReadOnlySpan<byte> payload, bool last) =>
        payload.CopyTo(Frame(output, FrameType.Data, last ? FrameMarks.EndStream : FrameMarks.None, streamId, payload.Length));

    /// <summary>Appends the header of a frame and room for its payload, which is returned to be filled.</summary>
    private static Span<byte> Frame(PooledBytes output, FrameType type, FrameMarks flags, int streamId, int length)
    {
        var frame = output.GetSpan(FrameHeader.Size + length)[..(FrameHeader.Size + length)];
        new FrameHeader(length, type, flags, streamId).Write(frame);
        output.Advance(frame.Length);
        return frame[FrameHeader.Size..];
    }
}
