using System.Text;

namespace Temporal.Grpc.Http2.Hpack;

/// <summary>
/// Writes header blocks that stand for themselves: indices of the static table and plain literals that nobody remembers. So a block can be
/// written once and sent on any connection, any number of times.
/// </summary>
internal static class HpackWriter
{
    /// <summary>Gives up the table that the peer would keep for this side; sent once, before the first block.</summary>
    public const byte NoTable = 0x20;

    private const byte WithoutIndexing = 0x00;
    private const byte NeverIndexed = 0x10;

    public static void WriteIndexed(PooledBytes block, int index) => HpackInteger.Write(block, 0x80, 7, index);

    public static void Write(PooledBytes block, int nameIndex, string value)
    {
        HpackInteger.Write(block, WithoutIndexing, 4, nameIndex);
        WriteText(block, value);
    }

    /// <param name="block">Appended to.</param>
    /// <param name="name">Lower case.</param>
    /// <param name="value">ASCII.</param>
    public static void Write(PooledBytes block, string name, string value)
    {
        // Nobody on the way may keep what would let them try out guesses of a credential.
        HpackInteger.Write(block, name == "authorization" ? NeverIndexed : WithoutIndexing, 4, 0);
        WriteText(block, name);
        WriteText(block, value);
    }

    private static void WriteText(PooledBytes block, string text)
    {
        HpackInteger.Write(block, 0, 7, text.Length);
        Encoding.ASCII.GetBytes(text, block.GetSpan(text.Length));
        block.Advance(text.Length);
    }
}
