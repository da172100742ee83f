using System.Text;
using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.Tests.Json;

public sealed class JsonFieldsTests
{
    private static readonly JsonShape Shape = new("id", "name", "on", "a.b.c", "list", "items[].field");

    [Fact]
    public void Reads_what_is_wanted_and_skips_the_rest()
    {
        var fields = Read("""{"x":{"id":9},"id":7,"name":"n","on":true,"a":{"b":{"c":"deep"},"x":[{}]},"list":[1,[2],{}],"items":[{"field":"f"},4,{"field":"g"}]}""");

        Assert.Null(fields.Fault);
        Assert.Equal((7L, "n", (bool?)true, "deep"), (fields.Number("id"), fields.Text("name", 10), fields.Flag("on"), fields.Text("a.b.c", 10)));
        Assert.Equal((3, 3), (fields.Count("list"), fields.Count("items")));
        Assert.Equal(["f", "g"], fields.Elements("items").Select(item => item.Text("field", 10)));
    }

    [Theory]
    [InlineData("""{"id":1,"id":2}""")]
    [InlineData("""{"id":1,"\u0069d":2}""")]
    [InlineData("""{"a":{"b":{}},"a":{}}""")]
    [InlineData("""{"a":{"b":{"c":1,"c":1}}}""")]
    [InlineData("""{"items":[{"field":"f","field":"g"}]}""")]
    [InlineData("""{"id":null,"id":null}""")]
    public void A_wanted_key_that_is_there_twice_is_a_fault(string json) => Assert.Equal("duplicate-key", Read(json).Fault);

    [Fact]
    public void A_key_that_nobody_wants_may_be_there_twice() => Assert.Null(Read("""{"x":1,"x":2,"a":{"x":1,"x":2}}""").Fault);

    [Theory]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.0", null)]
    [InlineData("1e2", null)]
    [InlineData("\"1\"", null)]
    [InlineData("null", null)]
    public void Numbers_are_integers_of_64_bits_and_exact(string number, long? expected) =>
        Assert.Equal(expected, Read($$"""{"id":{{number}}}""").Number("id"));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"12345678901\"")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("7")]
    [InlineData("[\"a\"]")]
    [InlineData("null")]
    public void A_text_that_is_empty_too_long_or_not_clean_is_none(string text) =>
        Assert.Null(Read($$"""{"name":{{text}}}""").Text("name", 10));

    [Fact]
    public void A_text_in_broken_utf8_is_none_and_the_rest_is_read() =>
        Assert.Equal((null, 7L), Both(JsonFields.Read([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"id\":7}"u8], Shape)));

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Depth_is_bounded(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Equal("body-not-json", Read($$"""{"x":{{deep}}}""").Fault);
    }

    [Fact]
    public void A_million_keys_and_a_text_of_ten_megabytes_cost_no_memory_to_speak_of()
    {
        var keys = string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"k{i}\":0"));
        var json = Encoding.UTF8.GetBytes($$"""{{{keys}},"name":"{{new string('x', 10_000_000)}}","id":7}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fields = JsonFields.Read(json, Shape);

        Assert.Equal((null, 7L), Both(fields));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Elements_are_kept_up_to_a_bound_and_all_counted()
    {
        var fields = Read($$"""{"items":[{{string.Join(',', Enumerable.Repeat("{\"field\":\"f\"}", 5_000))}}]}""");

        Assert.Equal((5_000, 200), (fields.Count("items"), fields.Elements("items").Count));
    }

    [Theory]
    [InlineData("", "body-empty")]
    [InlineData(" ", "body-not-json")]
    [InlineData("7", "body-not-an-object")]
    [InlineData("\"text\"", "body-not-an-object")]
    [InlineData("{\"id\":7}x", "body-not-json")]
    [InlineData("{\"id\":7", "body-not-json")]
    [InlineData("{\"id\":7,}", "body-not-json")]
    [InlineData("{\"id\":+7}", "body-not-json")]
    [InlineData("{'id':7}", "body-not-json")]
    [InlineData("{\"id\":7/**/}", "body-not-json")]
    public void What_is_no_object_identifies_nothing(string json, string fault)
    {
        var fields = Read(json);

        Assert.Equal((fault, null), (fields.Fault, fields.Number("id")));
    }

    private static JsonFields Read(string json) => JsonFields.Read(Encoding.UTF8.GetBytes(json), Shape);

    private static (string? Name, long? Id) Both(JsonFields fields) => (fields.Text("name", 100), fields.Number("id"));
}
