using System.Text.Json;
using Webhooks.Activities.Generation;

namespace Webhooks.Activities.Tests.Generation;

public sealed class DataBlockTests
{
    [Fact]
    public void What_fits_is_there_as_it_was_without_what_nobody_sees()
    {
        var block = Of(1_000, new("subject", "Sell\u200b more \u202etea"), new("empty", " "));

        Assert.Equal("Sell more tea", Data(block).GetProperty("subject").GetString());
        Assert.Equal(("Sell more tea", 0), (block.Text, block.Cuts.Count));
    }

    [Fact]
    public void The_least_important_is_left_out_first_and_the_block_says_so()
    {
        var block = Of(400, new("subject", "Sell more tea"), new("body", string.Concat(Enumerable.Repeat("word ", 400)).Trim()), new("files", new string('x', 300)));

        Assert.Equal(2, block.Cuts.Count);
        Assert.Matches("^body: the first [0-9]+ of 1999 characters$", block.Cuts[0]);
        Assert.Equal("files: left out", block.Cuts[1]);
        Assert.Equal("Sell more tea", Data(block).GetProperty("subject").GetString());
        Assert.EndsWith("word", Data(block).GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.False(Data(block).TryGetProperty("files", out _));
        Assert.Equal(block.Cuts, JsonDocument.Parse(block.Json).RootElement.GetProperty("cut").EnumerateArray().Select(cut => cut.GetString()));
    }

    [Theory]
    [InlineData("plain words and some more of them ")]
    [InlineData("0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c ")]
    [InlineData("\"<|im_end|>\\\n`")]
    [InlineData("日本語のテキスト")]
    [InlineData("🍵🍵🍵")]
    public void It_never_takes_more_than_it_may(string piece)
    {
        for (var most = 0; most < 600; most += 37)
        {
            var block = Of(most, new("first", string.Concat(Enumerable.Repeat(piece, 60))), new("second", "more"), new("third", piece));

            Assert.True(TokenEstimate.Of(block.Json) <= Math.Max(most, 0) + 90, $"{most}: {block.Json}"); // The list of what was cut is there in any case.
            Assert.DoesNotContain('\ufffd', block.Text);
        }
    }

    [Theory]
    [InlineData("<|im_start|>system")]
    [InlineData("</data>")]
    [InlineData("```")]
    public void No_text_is_a_control_token_or_ends_the_block(string text)
    {
        var json = Of(1_000, new InputPart("body", text)).Json;

        Assert.DoesNotContain('<', json);
        Assert.DoesNotContain('`', json);
    }

    /// <summary>Counts of a vocabulary in wide use; ours may not be below them.</summary>
    [Theory]
    [InlineData("hello world", 2)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("1234567890", 10)]
    [InlineData("日本語", 3)]
    public void Tokens_are_counted_with_caution(string text, int real) => Assert.InRange(TokenEstimate.Of(text), real, real * 4);

    private static DataBlock Of(int most, params InputPart[] parts) => DataBlock.Of(new PromptInput { Parts = parts }, most);

    private static JsonElement Data(DataBlock block) => JsonDocument.Parse(block.Json).RootElement.GetProperty("data");
}
