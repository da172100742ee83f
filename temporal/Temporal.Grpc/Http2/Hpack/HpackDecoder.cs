namespace Temporal.Grpc.Http2.Hpack;

/// <summary>Reads the header blocks of one connection, all of them and in their order: each may change the table that the next one uses.</summary>
/// <param name="announced">The largest table this side allows, in bytes.</param>
internal sealed class HpackDecoder(int announced)
{
    /// <summary>What a peer may use before it has read our settings.</summary>
    public const int DefaultTableSize = 4096;

    private readonly DynamicTable _table = new(DefaultTableSize);
    private byte[] _name = new byte[64];
    private byte[] _value = new byte[256];
    private int _allowed = DefaultTableSize;
    private bool _begun;

    /// <summary>The peer has acknowledged our settings: from here on the announced size counts.</summary>
    public void AnnouncedSizeCounts()
    {
        _allowed = announced;
        _table.Resize(Math.Min(_table.Capacity, announced));
    }

    /// <summary>To be called before the first header of each block.</summary>
    public void BeginBlock() => _begun = false;

    /// <summary>Takes the next header off the front of <paramref name="block"/>; false when there is none left.</summary>
    /// <exception cref="Http2Exception">COMPRESSION_ERROR: the state shared with the peer is lost, and with it the connection.</exception>
    public bool Next(ref ReadOnlySpan<byte> block, out HeaderField field)
    {
        while (!block.IsEmpty)
        {
            var first = block[0];
            if ((first & 0xE0) == 0x20)
            {
                Resize(HpackInteger.Read(ref block, 5));
                continue;
            }

            _begun = true;
            field = first switch
            {
                >= 0x80 => Indexed(HpackInteger.Read(ref block, 7)),
                >= 0x40 => Remembered(Literal(ref block, 6)),
                _ => Literal(ref block, 4),
            };
            return true;
        }

        field = default;
        return false;
    }

    private static Http2Exception Broken(string how) => new(Http2ErrorCode.CompressionError, $"the server sent a header block {how}");

    private void Resize(int size)
    {
        if (_begun)
        {
            throw Broken("that resizes its table after a header");
        }

        if (size > _allowed)
        {
            throw Broken($"with a table of {size} bytes, more than the {_allowed} it may use");
        }

        _table.Resize(size);
    }

    private HeaderField Indexed(int index)
    {
        var (name, value) = At(index);
        return new HeaderField(name, value);
    }

    private (byte[] Name, byte[] Value) At(int index)
    {
        var remembered = index - StaticTable.Count - 1;
        if (index == 0 || remembered >= _table.Count)
        {
            throw Broken($"with index {index}, which stands for nothing");
        }

        return remembered < 0 ? StaticTable.At(index) : _table.At(remembered);
    }

    private HeaderField Literal(ref ReadOnlySpan<byte> block, int prefixBits)
    {
        var index = HpackInteger.Read(ref block, prefixBits);
        var name = index > 0 ? At(index).Name : Text(ref block, ref _name);
        return new HeaderField(name, Text(ref block, ref _value));
    }

    private HeaderField Remembered(HeaderField field)
    {
        _table.Add(field.Name.ToArray(), field.Value.ToArray());
        return field;
    }

    private static ReadOnlySpan<byte> Text(ref ReadOnlySpan<byte> block, ref byte[] decoded)
    {
        if (block.IsEmpty)
        {
            throw Broken("that is cut short");
        }

        var packed = block[0] >= 0x80;
        var length = HpackInteger.Read(ref block, 7);
        if (length > block.Length)
        {
            throw Broken("that is cut short");
        }

        var text = block[..length];
        block = block[length..];
        if (!packed)
        {
            return text;
        }

        if (decoded.Length < Huffman.LargestDecoded(length))
        {
            decoded = new byte[Huffman.LargestDecoded(length)];
        }

        var written = Huffman.Decode(text, decoded);
        return written >= 0 ? decoded.AsSpan(0, written) : throw Broken("with a text that is no Huffman code");
    }
}
