using System.Buffers.Binary;

namespace Webhooks.Storage.Journal;

/// <summary>
/// How a record begins; facts, body and zeros up to the next multiple of 8 follow. Little endian:
/// 0 marker of the segment, 8 CRC of this header without the CRC itself, 12 CRC of facts and body, 16 the record's own offset,
/// 24 length of the facts, 28 length of the body, 32 kind, 33 version of the facts, 34 zeros.
/// The header has its own CRC so that its lengths can be trusted when the body is damaged.
/// </summary>
internal readonly record struct RecordHeader(ulong Marker, uint ContentCrc, long Offset, int FactsLength, int BodyLength, RecordKind Kind)
{
    public const int Size = 40;
    public const int Alignment = 8;
    private const byte FactsVersion = 1;

    public long ContentLength => (long)FactsLength + BodyLength;

    public long RecordLength => Aligned(Size + ContentLength);

    public static long Aligned(long length) => (length + Alignment - 1) & -Alignment;

    public void Write(Span<byte> bytes)
    {
        bytes = bytes[..Size];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Marker);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], ContentCrc);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], FactsLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[28..], BodyLength);
        bytes[32] = (byte)Kind;
        bytes[33] = FactsVersion;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Checksum(bytes));
    }

    /// <returns>Null when this is no intact header of a record at <paramref name="offset"/>.</returns>
    public static RecordHeader? Parse(ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.Length < Size)
        {
            return null;
        }

        bytes = bytes[..Size];
        var header = new RecordHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]),
            (RecordKind)bytes[32]);
        var intact = header.Offset == offset
            && header.FactsLength >= 0
            && header.BodyLength >= 0
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Checksum(bytes);
        return intact ? header : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) =>
        Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes[..8]), bytes[12..Size]));
}
