using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

public sealed class WordMarkdownTests
{
    [Fact]
    public void Headings_stand_below_the_level_that_was_told()
    {
        using var file = Of("# One\n\n## Two **bold**\n\n### Three\n", belowLevel: 2);

        Assert.Equal(["One"], file.Texts(WordStyles.Heading3));
        Assert.Equal(["Two bold", "Three"], file.Texts(WordStyles.Heading4));
    }

    [Fact]
    public void Emphasis_code_and_line_breaks_are_kept()
    {
        using var file = Of("a **b** *c* `d` ***e***  \nf");
        var runs = file.Paragraphs(WordStyles.Body).SelectMany(paragraph => paragraph.Elements<Run>()).Where(run => run.InnerText.Trim().Length > 0).ToDictionary(run => run.InnerText.Trim(), run => run.RunProperties, StringComparer.Ordinal);

        Assert.NotNull(runs["b"]!.Bold);
        Assert.NotNull(runs["c"]!.Italic);
        Assert.Equal(WordStyles.InlineCode, runs["d"]!.RunStyle!.Val!.Value);
        Assert.True(runs["e"] is { Bold: not null, Italic: not null });
        Assert.Single(file.Body.Descendants<Break>());
    }

    [Fact]
    public void Numbered_lists_count_anew_and_from_where_they_begin()
    {
        using var file = Of("1. a\n2. b\n\nText\n\n1. c\n\nText\n\n7. d\n");
        var items = file.Paragraphs(WordStyles.ListNumber).ToList();
        var lists = items.Select(item => item.ParagraphProperties!.NumberingProperties!.NumberingId!.Val!.Value).ToList();
        var numbering = file.Main.NumberingDefinitionsPart!.Numbering;

        Assert.Equal(lists[0], lists[1]);
        Assert.Equal(3, lists.Distinct().Count());
        Assert.Equal([1, 1, 7], lists.Distinct().Select(id => numbering.Elements<NumberingInstance>().Single(list => list.NumberID!.Value == id)
            .Descendants<StartOverrideNumberingValue>().Single().Val!.Value));
    }

    [Fact]
    public void Lists_nest_to_three_levels_and_stay_there()
    {
        using var file = Of(HostileTexts.All.First(text => text.StartsWith("- level 0", StringComparison.Ordinal)));

        Assert.Equal(
            [0, 1, 2, 2, 2, 2, 2, 2, 2, 2],
            file.Paragraphs(WordStyles.ListBullet).Select(item => item.ParagraphProperties!.NumberingProperties!.NumberingLevelReference!.Val!.Value));
    }

    [Fact]
    public void A_pipe_table_is_a_table_with_a_header()
    {
        using var file = Of("| a | b |\n|---|--:|\n| 1 | **2** |\n");

        Assert.Equal(["a", "b"], file.Texts(WordStyles.TableHeader));
        Assert.Equal(["1", "2"], file.Texts(WordStyles.TableText));
        Assert.Single(file.Body.Descendants<TableHeader>());
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void Code_and_quotes_have_their_styles()
    {
        using var file = Of("```sh\nls -la\n\n\techo\n```\n\n> said\n> > said before\n");

        Assert.Equal(["ls -laecho"], file.Texts(WordStyles.Code));
        Assert.Equal(2, file.Paragraphs(WordStyles.Code).Single().Descendants<Break>().Count());
        Assert.Equal(["said", "said before"], file.Texts(WordStyles.Quote));
    }

    [Fact]
    public void Html_and_images_stay_text()
    {
        using var file = Of("<script>alert(1)</script>\n\nan <b>inline</b> one and ![a picture](https://example.com/p.png)");

        Assert.Contains("<script>alert(1)</script>", file.Texts(WordStyles.Body));
        Assert.Contains("an <b>inline</b> one and a picture (https://example.com/p.png)", file.Texts(WordStyles.Body));
        Assert.Empty(file.Main.ImageParts);
    }

    [Theory]
    [InlineData("[a](https://example.com/x?y=1&z=2#f)", "https://example.com/x?y=1&z=2#f")]
    [InlineData("https://example.com/x", "https://example.com/x")]
    [InlineData("<https://example.com/x>", "https://example.com/x")]
    [InlineData("[a](mailto:ada@example.com)", "mailto:ada@example.com")]
    [InlineData("<ada@example.com>", "mailto:ada@example.com")]
    public void Links_of_https_and_mail_are_links(string markdown, string address)
    {
        using var file = Of(markdown);

        Assert.Equal([address], file.Addresses);
        Assert.Single(file.Body.Descendants<Hyperlink>());
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))", "a (javascript:alert(1))")]
    [InlineData("[a](file:///etc/passwd)", "a (file:///etc/passwd)")]
    [InlineData("[a](http://example.com)", "a (http://example.com)")]
    [InlineData("http://example.com/x", "http://example.com/x")]
    [InlineData("[a](../secret)", "a (../secret)")]
    [InlineData("[a](data:text/html,x)", "a (data:text/html,x)")]
    public void Others_are_text_that_says_where_they_would_lead(string markdown, string text)
    {
        using var file = Of(markdown);

        Assert.Empty(file.Addresses);
        Assert.Empty(file.Body.Descendants<Hyperlink>());
        Assert.Contains(text, file.Texts(WordStyles.Body));
    }

    [Fact]
    public void What_is_nested_beyond_use_is_shown_as_it_is()
    {
        var nested = new string('>', 3_000) + " quoted";
        using var file = Of(nested);

        Assert.Contains(nested, file.Texts(WordStyles.Body));
    }

    private static WordFile Of(string markdown, int belowLevel = 1) => new(WordSamples.Report(new WordBlock.Markdown(markdown, belowLevel)));
}
