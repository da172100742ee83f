using System.Text;
using Temporal.Grpc.Http2;
using Temporal.Grpc.Http2.Hpack;

namespace Temporal.Grpc.Tests.Http2;

/// <summary>The examples of RFC 7541, appendix C, and what is no header block at all.</summary>
public sealed class HpackVectorTests
{
    private const string Get = ":method: GET\n:scheme: http\n:path: /\n:authority: www.example.com\n";
    private const string Fresh = ":method: GET\n:scheme: http\n:path: /\n:authority: www.example.com\ncache-control: no-cache\n";
    private const string Custom = ":method: GET\n:scheme: https\n:path: /index.html\n:authority: www.example.com\ncustom-key: custom-value\n";
    private const string Found = ":status: 302\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:21 GMT\nlocation: https://www.example.com\n";
    private const string Moved = ":status: 307\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:21 GMT\nlocation: https://www.example.com\n";
    private const string Ok = """
        :status: 200
        cache-control: private
        date: Mon, 21 Oct 2013 20:13:22 GMT
        location: https://www.example.com
        content-encoding: gzip
        set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1

        """;

    public static TheoryData<int, (string Block, string Headers)[]> Examples => new()
    {
        { 4096, [("400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header\n"), ("be", "custom-key: custom-header\n")] },
        { 4096, [("040c2f73616d706c652f70617468", ":path: /sample/path\n")] },
        { 4096, [("100870617373776f726406736563726574", "password: secret\n")] },
        { 4096, [("82", ":method: GET\n")] },
        {
            4096,
            [
                ("828684410f7777772e6578616d706c652e636f6d", Get),
                ("828684be58086e6f2d6361636865", Fresh),
                ("828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565", Custom),
            ]
        },
        {
            4096,
            [
                ("828684418cf1e3c2e5f23a6ba0ab90f4ff", Get),
                ("828684be5886a8eb10649cbf", Fresh),
                ("828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf", Custom),
            ]
        },
        {
            256,
            [
                ("4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d", Found),
                ("4803333037c1c0bf", Moved),
                ("88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31", Ok),
            ]
        },
        {
            256,
            [
                ("488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3", Found),
                ("4883640effc1c0bf", Moved),
                ("88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007", Ok),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_of_the_specification_are_read(int tableSize, (string Block, string Headers)[] blocks)
    {
        var decoder = Decoder(tableSize);

        Assert.All(blocks, example => Assert.Equal(example.Headers.ReplaceLineEndings("\n"), Read(decoder, example.Block)));
    }

    [Fact]
    public void Every_octet_has_its_huffman_code()
    {
        const string Codes =
            "ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabffffffdfffffebfffffecfff"
            + "ffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffffd7fffffdbfffffdffffffe3fffffe7fffffebfffffed"
            + "4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b71d79fb9f7fff20ffbff3ff50ddbd7f061c58f265cd9f469d5af66dddbf871e5f9c"
            + "ff7ff7fffc3ff9ffe45fff4719242cb34e6e9d68a6a3d7dac426defe3cfaf7fffbfe7ffbffdffffffcfffe6ffff4bfff9ffffa3fffd3ff"
            + "ff53fffd5ffffb3fffeb7fffdaffffb7ffff73fffeeffffdeffffebffffbfffffd9ffffdbfffebffffe0ffffeeffffc3ffff8bffff1fff"
            + "fe4fffee7fffb1ffff97fffd9ffffcdffff9fffffbffffdafffeeffff4ffffb7fffee7fffe8ffffd3fffdeffffd5fffeeffffbdffffe1f"
            + "ffdfffff7fffff5ffffecffff07fff87fffe0ffff17fffedffff87ffff77fffeffffeaffff8bfffe3ffff93ffff87fffcbffff37ffff1f"
            + "ffff83ffffe1fffebfffe3ffff3fffff2ffffa3ffffd9fffff17ffffc7fffff27ffffdefffffbffffff2fffff8fffffb7fff97fff8ffff"
            + "fe6fffffc1fffff87ffffe7fffffc5ffffe5fffe4ffff2fffffd1fffff4ffffffefffffe3fffffc9fffff97fffb3ffffcffffb7fffcdff"
            + "ff4ffff9ffffd1ffffcffffeaffffafffffddffffeffffff4fffff5fffffabffffa7ffffd7fffff9bffffecfffffb7fffff3fffffe8fff"
            + "ffd3fffffabfffff5fffffff7ffffecfffffdbfffffbbfffff7ffffff0fffffbbf";
        var decoded = new byte[256];

        Assert.Equal(256, Huffman.Decode(Convert.FromHexString(Codes), decoded));
        Assert.Equal(Enumerable.Range(0, 256).Select(octet => (byte)octet), decoded);
    }

    [Theory]
    [InlineData("ff", -1)] // eight bits of padding
    [InlineData("fffffffc", -1)] // the end of the string spelled out
    [InlineData("00", -1)] // padding that is not all ones
    [InlineData("07", 1)]
    [InlineData("", 0)]
    public void Padding_is_short_and_all_ones(string text, int expected) =>
        Assert.Equal(expected, Huffman.Decode(Convert.FromHexString(text), new byte[16]));

    [Theory]
    [InlineData(5, 10, "0a")]
    [InlineData(5, 1337, "1f9a0a")]
    [InlineData(8, 42, "2a")]
    [InlineData(5, 31, "1f00")]
    [InlineData(7, 127, "7f00")]
    public void Integers_are_written_and_read_as_in_the_specification(int prefixBits, int value, string expected)
    {
        using var block = new PooledBytes(16);

        HpackInteger.Write(block, 0, prefixBits, value);

        Assert.Equal(expected, Convert.ToHexStringLower(block.Span));
        ReadOnlySpan<byte> bytes = block.Span;
        Assert.Equal(value, HpackInteger.Read(ref bytes, prefixBits));
        Assert.True(bytes.IsEmpty);
    }

    [Theory]
    [InlineData("80", "index 0")]
    [InlineData("be", "index 62")]
    [InlineData("3f", "no end")]
    [InlineData("ffffffffff7f", "too large")]
    [InlineData("ff80808080808080", "no end")]
    [InlineData("00", "cut short")]
    [InlineData("000161", "cut short")]
    [InlineData("0001610361", "cut short")]
    [InlineData("0081ff0161", "Huffman")]
    [InlineData("8220", "after a header")]
    [InlineData("3fe21f", "4097 bytes")]
    public void What_is_no_header_block_is_an_error_of_the_connection(string block, string wording)
    {
        var broken = Assert.Throws<Http2Exception>(() => Read(Decoder(4096), block));

        Assert.Equal(Http2ErrorCode.CompressionError, broken.Code);
        Assert.Contains(wording, broken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authorization", 0x10)]
    [InlineData("temporal-namespace", 0x00)]
    public void A_credential_is_marked_so_that_nobody_remembers_it(string name, byte mark)
    {
        using var block = new PooledBytes(16);

        HpackWriter.Write(block, name, "value");

        Assert.Equal(mark, block.Span[0]);
        Assert.Equal($"{name}: value\n", Read(Decoder(0), Convert.ToHexString(block.Span)));
    }

    [Fact]
    public void A_smaller_table_forgets_and_an_empty_one_remembers_nothing()
    {
        var decoder = Decoder(4096);
        Read(decoder, "40016101624001630164");
        Assert.Equal("a: b\nc: d\n", Read(decoder, "bfbe"));

        // 34 bytes are room for one entry of two letters.
        Assert.Equal("c: d\n", Read(decoder, "3f03be"));
        Assert.Throws<Http2Exception>(() => Read(decoder, "bf"));
        Assert.Equal("e: f\n", Read(decoder, "204001650166"));
        Assert.Throws<Http2Exception>(() => Read(decoder, "be"));
    }

    [Fact]
    public void A_full_table_forgets_the_oldest_entry_and_an_entry_larger_than_it_empties_it()
    {
        // Room for two entries of two letters.
        var decoder = Decoder(70);
        Read(decoder, "400161016240016301644001650166");

        Assert.Equal("c: d\ne: f\n", Read(decoder, "bfbe"));
        Assert.Throws<Http2Exception>(() => Read(decoder, "c0"));
        Read(decoder, "40016728" + string.Concat(Enumerable.Repeat("78", 40)));
        Assert.Throws<Http2Exception>(() => Read(decoder, "be"));
    }

    [Fact]
    public void The_announced_size_bounds_the_table_once_the_peer_has_acknowledged_it()
    {
        var decoder = new HpackDecoder(0);
        Assert.Equal("a: b\n", Read(decoder, "4001610162"));
        Assert.Equal("a: b\n", Read(decoder, "be"));

        decoder.AnnouncedSizeCounts();

        Assert.Throws<Http2Exception>(() => Read(decoder, "be"));
        Assert.Throws<Http2Exception>(() => Read(decoder, "21"));
    }

    private static HpackDecoder Decoder(int tableSize)
    {
        var decoder = new HpackDecoder(tableSize);
        decoder.AnnouncedSizeCounts();
        return decoder;
    }

    private static string Read(HpackDecoder decoder, string hex)
    {
        ReadOnlySpan<byte> block = Convert.FromHexString(hex);
        var headers = new StringBuilder();
        decoder.BeginBlock();
        while (decoder.Next(ref block, out var field))
        {
            headers.Append($"{Encoding.Latin1.GetString(field.Name)}: {Encoding.Latin1.GetString(field.Value)}\n");
        }

        return headers.ToString();
    }
}
