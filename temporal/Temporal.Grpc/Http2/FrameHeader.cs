using System.Buffers.Binary;

namespace Temporal.Grpc.Http2;

/// <summary>The nine bytes before each payload: its length (24 bits), type, flags, and the stream it belongs to (31 bits).</summary>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameMarks Marks, int StreamId)
{
    public const int Size = 9;

    /// <summary>Every peer takes payloads up to this size, and none may send larger ones to us, who announce nothing else.</summary>
    public const int LargestPayload = 16 * 1024;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (bytes[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]),
        (FrameType)bytes[3],
        (FrameMarks)bytes[4],
        BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue);

    public bool Has(FrameMarks mark) => (Marks & mark) != FrameMarks.None;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes, (Length << 8) | (byte)Type);
        bytes[4] = (byte)Marks;
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], StreamId);
    }
}
