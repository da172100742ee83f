namespace Temporal.Grpc.Http2.Hpack;

/// <summary>
/// The Huffman code of RFC 7541, appendix B. It is canonical (codes grow with their length, and with the symbol among equal lengths), so
/// that the lengths say everything.
/// </summary>
internal static class Huffman
{
    private const int Symbols = 257;
    private const int EndOfString = 256;
    private const int Shortest = 5;
    private const int Longest = 30;

    /// <summary>Codes up to this length are found by one look into a table.</summary>
    private const int Direct = 8;

    /// <summary>Symbols in the order of their codes.</summary>
    private static readonly short[] Ordered = new short[Symbols];

    /// <summary>By length: the first code that is longer, moved to the top of 32 bits; and where in the order its codes begin.</summary>
    private static readonly ulong[] Limits = new ulong[Longest + 1];

    private static readonly int[] Starts = new int[Longest + 1];

    private static readonly uint[] FirstCodes = new uint[Longest + 1];

    /// <summary>By the next eight bits: length of the code (0 when longer) and symbol.</summary>
    private static readonly (byte Length, byte Symbol)[] Short = new (byte, byte)[1 << Direct];

    static Huffman()
    {
        var code = 0u;
        var next = 0;
        for (var length = Shortest; length <= Longest; length++)
        {
            Starts[length] = next;
            FirstCodes[length] = code;
            for (var symbol = 0; symbol < Symbols; symbol++)
            {
                if (Lengths[symbol] != length)
                {
                    continue;
                }

                Ordered[next++] = (short)symbol;
                if (length <= Direct)
                {
                    Short.AsSpan((int)(code << (Direct - length)), 1 << (Direct - length)).Fill(((byte)length, (byte)symbol));
                }

                code++;
            }

            Limits[length] = (ulong)code << (32 - length);
            code <<= 1;
        }
    }

    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>How much room <paramref name="encoded"/> bytes can need when decoded.</summary>
    public static int LargestDecoded(int encoded) => encoded * 8 / Shortest;

    /// <summary>The number of bytes written, or -1 when the text is no valid code.</summary>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        var bits = 0UL;
        var have = 0;
        var read = 0;
        var written = 0;
        while (true)
        {
            for (; have <= 56 && read < text.Length; have += 8)
            {
                bits = (bits << 8) | text[read++];
            }

            // What is missing at the end is filled with ones, as the padding is: it becomes a code longer than what is left.
            var window = have >= 32 ? (uint)(bits >> (have - 32)) : (uint)(bits << (32 - have)) | (uint.MaxValue >> have);
            var (length, symbol) = Next(window);
            if (length > have)
            {
                return have < 8 && window == uint.MaxValue ? written : -1;
            }

            if (symbol == EndOfString)
            {
                return -1;
            }

            decoded[written++] = (byte)symbol;
            have -= length;
        }
    }

    private static (int Length, int Symbol) Next(uint window)
    {
        var (length, symbol) = Short[window >> (32 - Direct)];
        return length > 0 ? (length, symbol) : NextLong(window);
    }

    private static (int Length, int Symbol) NextLong(uint window)
    {
        var length = Direct + 1;
        while (window >= Limits[length])
        {
            length++;
        }

        return (length, Ordered[Starts[length] + (int)((window >> (32 - length)) - FirstCodes[length])]);
    }
}
