using System.Buffers.Binary;
using Temporal.Grpc.Http2;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>A frame as it is on the wire, whatever it says.</summary>
internal sealed record PeerFrame(FrameHeader Header, byte[] Payload)
{
    public FrameType Type => Header.Type;

    public int StreamId => Header.StreamId;

    public uint Number(int at = 0) => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(at));

    public static byte[] Of(FrameType type, FrameMarks flags, int streamId, params ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, type, flags, streamId).Write(frame);
        payload.CopyTo(frame.AsSpan(FrameHeader.Size));
        return frame;
    }

    public static byte[] Settings(params (SettingId Id, uint Value)[] settings)
    {
        var payload = new byte[6 * settings.Length];
        foreach (var (index, (id, value)) in settings.Index())
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(6 * index), (ushort)id);
            BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan((6 * index) + 2), value);
        }

        return Of(FrameType.Settings, FrameMarks.None, 0, payload);
    }

    public static byte[] WindowUpdate(int streamId, uint increment) => Of(FrameType.WindowUpdate, FrameMarks.None, streamId, Bytes(increment));

    public static byte[] Reset(int streamId, Http2ErrorCode code) => Of(FrameType.RstStream, FrameMarks.None, streamId, Bytes((uint)code));

    public static byte[] GoAway(int lastId, Http2ErrorCode code) => Of(FrameType.GoAway, FrameMarks.None, 0, [.. Bytes((uint)lastId), .. Bytes((uint)code)]);

    public static byte[] Head(int streamId) => Of(FrameType.Headers, FrameMarks.EndHeaders, streamId, HeadBlock);

    public static byte[] Data(int streamId, params ReadOnlySpan<byte> body) => Of(FrameType.Data, FrameMarks.None, streamId, body);

    public static byte[] Trailers(int streamId) => Of(FrameType.Headers, FrameMarks.EndHeaders | FrameMarks.EndStream, streamId, TrailerBlock);

    public static byte[] HeadBlock { get; } = Block((":status", "200"), ("content-type", "application/grpc"));

    public static byte[] TrailerBlock { get; } = Block(("grpc-status", "0"));

    public static byte[] Block(params (string Name, string Value)[] headers)
    {
        using var block = new PooledBytes(64);
        foreach (var (name, value) in headers)
        {
            HpackWriter.Write(block, name, value);
        }

        return block.Span.ToArray();
    }

    private static byte[] Bytes(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
