using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

public sealed class WordWriterTests
{
    [Fact]
    public void A_document_of_everything_is_valid()
    {
        using var file = new WordFile(WordSamples.Rich);

        Assert.Empty(file.Errors);
    }

    [Fact]
    public void So_is_one_of_nothing()
    {
        using var file = new WordFile(WordSamples.Report() with { Title = "", Subtitle = "", Header = "", Footer = "" });

        Assert.Empty(file.Errors);
        Assert.Empty(file.Paragraphs(WordStyles.ContentsHeading));
    }

    [Fact]
    public void The_same_report_is_the_same_bytes() => Assert.Equal(WordWriter.Write(WordSamples.Rich), WordWriter.Write(WordSamples.Rich));

    [Fact]
    public void It_is_the_same_where_numbers_and_days_are_written_in_another_way()
    {
        var here = WordWriter.Write(WordSamples.Rich);
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.NumberFormat.NegativeSign = "~";
        other.DateTimeFormat.DateSeparator = "/";
        other.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = other;
            Assert.Equal(here, WordWriter.Write(WordSamples.Rich));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Nothing_in_it_is_of_the_clock_or_of_chance()
    {
        using var file = new WordFile(WordSamples.Rich);
        using var zip = new ZipArchive(new MemoryStream(file.Bytes));

        Assert.All(zip.Entries, part => Assert.Equal(1980, part.LastWriteTime.Year));
        Assert.All(zip.Entries, part => Assert.DoesNotMatch("[0-9a-f]{16}", part.FullName));
        Assert.All(file.Document.Parts.Concat(file.Main.Parts), part => Assert.StartsWith("rId", part.RelationshipId));
        Assert.Equal(WordSamples.Properties.Created.UtcDateTime, file.Document.PackageProperties.Modified!.Value.ToUniversalTime());
    }

    [Fact]
    public void Every_style_in_use_is_there_and_speaks_the_language_of_the_document()
    {
        using var file = new WordFile(WordSamples.Rich);
        var styles = file.Main.StyleDefinitionsPart!.Styles!;
        var known = styles.Elements<Style>().Select(style => style.StyleId!.Value).ToHashSet();

        Assert.Subset(known, file.Body.Descendants<ParagraphStyleId>().Select(style => style.Val!.Value).ToHashSet());
        Assert.Subset(known, file.Body.Descendants<RunStyle>().Select(style => style.Val!.Value).ToHashSet());
        Assert.Subset(known, file.Body.Descendants<TableStyle>().Select(style => style.Val!.Value).ToHashSet());
        Assert.Subset(known, styles.Descendants<BasedOn>().Select(style => style.Val!.Value).ToHashSet());
        Assert.Equal("en-GB", styles.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!.Languages!.Val!.Value);
    }

    [Fact]
    public void The_contents_name_every_heading_in_its_order_and_point_to_it()
    {
        using var file = new WordFile(WordSamples.Rich);
        var headings = file.Paragraphs(WordStyles.Heading1, WordStyles.Heading2, WordStyles.Heading3).ToList();
        var entries = file.Paragraphs(WordStyles.Contents1, WordStyles.Contents2, WordStyles.Contents3).ToList();

        Assert.Equal(headings.Select(heading => heading.InnerText), entries.Select(entry => entry.Descendants<Text>().First().Text));
        Assert.Equal(headings.Select(heading => heading.GetFirstChild<BookmarkStart>()!.Name), entries.Select(entry => entry.GetFirstChild<Hyperlink>()!.Anchor));
        Assert.All(entries, entry => Assert.Contains($"PAGEREF {entry.GetFirstChild<Hyperlink>()!.Anchor!.Value}", entry.InnerText));
    }

    [Fact]
    public void Word_is_not_made_to_ask_whether_it_may_update_fields()
    {
        using var file = new WordFile(WordSamples.Rich);

        Assert.Empty(file.Main.DocumentSettingsPart!.Settings.Elements<UpdateFieldsOnOpen>());
        Assert.DoesNotContain(file.Body.Descendants<FieldChar>(), field => field.Dirty?.Value == true);
    }

    [Fact]
    public void Header_and_footer_stand_on_each_page()
    {
        using var file = new WordFile(WordSamples.Rich);
        var section = file.Body.GetFirstChild<SectionProperties>()!;

        Assert.Equal(WordSamples.Rich.Header, ((HeaderPart)file.Main.GetPartById(section.GetFirstChild<HeaderReference>()!.Id!)).Header.InnerText);
        var footer = ((FooterPart)file.Main.GetPartById(section.GetFirstChild<FooterReference>()!.Id!)).Footer;
        Assert.StartsWith(WordSamples.Rich.Footer, footer.InnerText);
        Assert.Equal([" PAGE ", " NUMPAGES "], footer.Descendants<FieldCode>().Select(field => field.Text));
    }

    [Fact]
    public void A_chart_is_native_and_says_in_words_what_it_shows()
    {
        using var file = new WordFile(WordSamples.Report(new WordBlock.Picture(WordSamples.Chart), new WordBlock.Picture(WordSamples.Chart)));

        Assert.Equal(2, file.Main.ChartParts.Count());
        var pictures = file.Body.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().ToList();
        Assert.All(pictures, picture => Assert.Equal(WordSamples.Chart.AltText, picture.Description));
        Assert.Equal(2, pictures.Select(picture => picture.Id!.Value).Distinct().Count());
        Assert.Empty(file.Errors);
    }

    [Theory]
    [InlineData(Tone.Neutral, "Note")]
    [InlineData(Tone.Warning, "Warning")]
    [InlineData(Tone.Bad, "Problem")]
    public void A_remark_says_its_tone_in_a_word(Tone tone, string word)
    {
        using var file = new WordFile(WordSamples.Report(new WordBlock.Callout(tone, "Look at this.")));

        Assert.Equal($"{word}: Look at this.", Assert.Single(file.Texts(WordStyles.Callout)));
    }

    [Fact]
    public void More_than_four_figures_go_on_in_another_row()
    {
        using var file = new WordFile(WordSamples.Report(new WordBlock.Figures(
            [.. Enumerable.Range(1, 6).Select(at => new KeyFigure { Label = $"L{at}", Value = $"{at}", Change = "+1", Tone = Tone.Good })])));

        Assert.Equal([4, 2], file.Body.Descendants<TableRow>().Select(row => row.Elements<TableCell>().Count()));
        Assert.All(file.Texts(WordStyles.FigureChange), change => Assert.Equal("+1 · good", change));
    }

    [Theory]
    [InlineData("1,204", null)]
    [InlineData("EUR 1,234,567.89", "26")]
    public void A_long_figure_is_set_smaller_so_that_it_stays_on_one_line(string value, string? size)
    {
        using var file = new WordFile(WordSamples.Report(new WordBlock.Figures([.. Enumerable.Repeat(new KeyFigure { Label = "Cost", Value = value }, 4)])));

        Assert.All(file.Paragraphs(WordStyles.FigureValue), figure => Assert.Equal(size, figure.Descendants<FontSize>().SingleOrDefault()?.Val?.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_heading_of_no_level_is_a_mistake(int level) =>
        Assert.Contains("level", Assert.Throws<ArgumentException>(() => WordWriter.Write(WordSamples.Report(new WordBlock.Heading(level, "x")))).Message);
}
