using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Webhooks.Storage.Journal;

/// <summary>
/// How a segment begins; written twice, so that one bad sector does not cost the segment. Little endian:
/// 0 magic, 8 version, 12 size of both copies, 16 segment number, 24 marker, 32 created (UTC ticks), 60 CRC of what is before.
/// </summary>
/// <param name="Number">Number of the segment, also its file name.</param>
/// <param name="Marker">
/// Random, at the start of each record of this segment. Reading finds the next record behind a damaged one by it; because it is
/// random, a body cannot contain something that would be taken for a record.
/// </param>
internal readonly record struct SegmentHeader(long Number, ulong Marker)
{
    public const int Size = 2 * CopySize;
    private const int CopySize = 64;
    private const uint Version = 1;

    private static ReadOnlySpan<byte> Magic => "WHJOURNL"u8;

    public static SegmentHeader Create(long number)
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);

        // Never zero, which is what unwritten space looks like.
        return new(number, BinaryPrimitives.ReadUInt64LittleEndian(random) | 1);
    }

    public byte[] ToBytes(DateTimeOffset created)
    {
        var bytes = new byte[Size];
        var copy = bytes.AsSpan(0, CopySize);
        Magic.CopyTo(copy);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[12..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(copy[16..], Number);
        BinaryPrimitives.WriteUInt64LittleEndian(copy[24..], Marker);
        BinaryPrimitives.WriteInt64LittleEndian(copy[32..], created.UtcTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(copy[60..], Crc32C.Compute(copy[..60]));
        copy.CopyTo(bytes.AsSpan(CopySize));
        return bytes;
    }

    /// <returns>Null when neither copy is readable, or another version wrote it.</returns>
    public static SegmentHeader? Parse(ReadOnlySpan<byte> bytes, long number)
    {
        for (var start = 0; start + CopySize <= bytes.Length && start < Size; start += CopySize)
        {
            var copy = bytes.Slice(start, CopySize);
            if (copy.StartsWith(Magic)
                && BinaryPrimitives.ReadUInt32LittleEndian(copy[60..]) == Crc32C.Compute(copy[..60])
                && BinaryPrimitives.ReadUInt32LittleEndian(copy[8..]) == Version
                && BinaryPrimitives.ReadInt64LittleEndian(copy[16..]) == number)
            {
                return new(number, BinaryPrimitives.ReadUInt64LittleEndian(copy[24..]));
            }
        }

        return null;
    }
}
