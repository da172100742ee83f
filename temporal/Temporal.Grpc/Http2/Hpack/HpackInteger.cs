namespace Temporal.Grpc.Http2.Hpack;

/// <summary>Integers that begin in the low bits of a byte and go on, seven bits a byte, when they do not fit (RFC 7541, section 5.1).</summary>
internal static class HpackInteger
{
    /// <summary>Bytes that the largest integer takes.</summary>
    public const int LargestLength = 6;

    /// <summary>No table, string or index that this side allows comes near it.</summary>
    private const int Largest = 1 << 24;

    /// <summary>Takes an integer off the front of <paramref name="bytes"/>.</summary>
    /// <exception cref="Http2Exception">It is cut short, or absurdly large.</exception>
    public static int Read(ref ReadOnlySpan<byte> bytes, int prefixBits)
    {
        var mask = (1 << prefixBits) - 1;
        var value = bytes[0] & mask;
        var used = 1;
        if (value == mask)
        {
            var shift = 0;
            byte next;
            do
            {
                if (used == bytes.Length || used == LargestLength)
                {
                    throw new Http2Exception(Http2ErrorCode.CompressionError, "an integer in a header block has no end");
                }

                next = bytes[used++];
                var sum = value + ((long)(next & 0x7F) << shift);
                if (sum > Largest)
                {
                    throw new Http2Exception(Http2ErrorCode.CompressionError, "an integer in a header block is too large");
                }

                value = (int)sum;
                shift += 7;
            }
            while (next >= 0x80);
        }

        bytes = bytes[used..];
        return value;
    }

    /// <param name="block">Appended to.</param>
    /// <param name="pattern">The bits of the first byte above the prefix.</param>
    /// <param name="prefixBits">How many bits of the first byte are the integer's.</param>
    /// <param name="value">Not negative.</param>
    public static void Write(PooledBytes block, byte pattern, int prefixBits, int value)
    {
        var bytes = block.GetSpan(LargestLength);
        var mask = (1 << prefixBits) - 1;
        if (value < mask)
        {
            bytes[0] = (byte)(pattern | value);
            block.Advance(1);
            return;
        }

        bytes[0] = (byte)(pattern | mask);
        var used = 1;
        for (value -= mask; value >= 0x80; value >>= 7)
        {
            bytes[used++] = (byte)(value | 0x80);
        }

        bytes[used++] = (byte)value;
        block.Advance(used);
    }
}
