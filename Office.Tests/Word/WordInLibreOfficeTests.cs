using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Tests.Hosting;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

public sealed class WordInLibreOfficeTests
{
    [SkippableFact]
    public async Task Pages_are_numbered_and_the_contents_name_the_page_of_each_heading()
    {
        Skip.IfNot(LibreOffice.IsInstalled, LibreOffice.Missing);
        Skip.IfNot(LibreOffice.CanRead, "Poppler is not installed (pdftotext)");
        using var file = new WordFile(WordSamples.Rich);

        var pages = await LibreOffice.PagesAsync(await LibreOffice.ToPdfAsync(file.Bytes, "docx"));

        Assert.True(pages.Count > 3);
        Assert.All(pages.Index(), page => Assert.Contains($"Page {page.Index + 1} of {pages.Count}", page.Item));
        Assert.All(pages, page => Assert.Contains(WordSamples.Rich.Header, page));
        var headings = file.Texts(WordStyles.Heading1, WordStyles.Heading2, WordStyles.Heading3).ToList();
        Assert.Equal(headings.Select(heading => (heading, PageOf(pages, heading))), headings.Select(heading => (heading, InContents(pages, heading))));
    }

    [SkippableFact]
    public async Task What_the_contents_say_before_any_field_is_worked_out_is_right_too()
    {
        Skip.IfNot(LibreOffice.IsInstalled, LibreOffice.Missing);
        Skip.IfNot(LibreOffice.CanRead, "Poppler is not installed (pdftotext)");
        var markdown = string.Join("\n\n", Enumerable.Repeat(WordSamples.Prose, 4));
        using var file = new WordFile(WordSamples.Report(
        [
            .. Enumerable.Range(1, 12).SelectMany(at => new WordBlock[]
            {
                new WordBlock.Heading(1, $"Chapter {at:00}"),
                new WordBlock.Markdown(markdown.Replace("## What was finished", $"## Part {at:00}", StringComparison.Ordinal).Replace("### Query", "#### Query", StringComparison.Ordinal)),
                new WordBlock.Table(WordSamples.Commits(at * 5)),
                new WordBlock.Picture(WordSamples.Chart),
            }),
        ]));

        var pages = await LibreOffice.PagesAsync(await LibreOffice.ToPdfAsync(file.Bytes, "docx"));

        var chapters = file.Paragraphs(WordStyles.Contents1).ToList();
        Assert.Equal(
            chapters.Select(chapter => (chapter.Descendants<Text>().First().Text, PageOf(pages, chapter.Descendants<Text>().First().Text))),
            chapters.Select(chapter => (chapter.Descendants<Text>().First().Text, int.Parse(chapter.Descendants<Text>().Last().Text))));
    }

    [SkippableFact]
    public async Task A_chart_shows_its_names_and_numbers()
    {
        Skip.IfNot(LibreOffice.IsInstalled, LibreOffice.Missing);
        Skip.IfNot(LibreOffice.CanRead, "Poppler is not installed (pdftotext)");
        using var file = new WordFile(WordSamples.Report(new WordBlock.Picture(WordSamples.Chart)));

        var page = Assert.Single(await LibreOffice.PagesAsync(await LibreOffice.ToPdfAsync(file.Bytes, "docx")));

        Assert.All(WordSamples.Chart.Categories, name => Assert.Contains(name, page));
        Assert.Contains("Commits by author", page);
    }

    [SkippableFact]
    public async Task No_word_stands_outside_the_margins()
    {
        Skip.IfNot(LibreOffice.IsInstalled, LibreOffice.Missing);
        Skip.IfNot(LibreOffice.CanRead, "Poppler is not installed (pdftotext)");
        using var file = new WordFile(WordSamples.Report(
        [
            .. WordSamples.Rich.Blocks,
            .. HostileTexts.All.SelectMany(text => WordHostileTests.Everywhere(text[..Math.Min(text.Length, 600)]).Blocks.Where(block => block is not WordBlock.Picture)),
        ]));

        var words = XDocument.Parse(await LibreOffice.WordsAsync(await LibreOffice.ToPdfAsync(file.Bytes, "docx"))).Descendants().Where(element => element.Name.LocalName == "word");

        const double side = WordPage.Side / 20.0;
        Assert.All(words, word =>
        {
            Assert.InRange(Place(word, "xMin"), side - 8, double.MaxValue);
            Assert.InRange(Place(word, "xMax"), 0, (WordPage.Width / 20.0) - side + 8);
        });
    }

    private static double Place(XElement word, string side) => double.Parse(word.Attribute(side)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Where a line is the heading alone.</summary>
    private static int PageOf(IReadOnlyList<string> pages, string heading) =>
        1 + pages.Index().First(page => page.Item.Split('\n').Any(line => line.Trim() == heading)).Index;

    private static int InContents(IReadOnlyList<string> pages, string heading) =>
        int.Parse(Regex.Match(pages[0], $@"{Regex.Escape(heading)}\.{{3,}} *(\d+)").Groups[1].Value);
}
