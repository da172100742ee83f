using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Tests.Hosting;
using static Webhooks.Office.Tests.PowerPoint.DeckReading;
using A = DocumentFormat.OpenXml.Drawing;
using Slide = Webhooks.Office.PowerPoint.Slide;

namespace Webhooks.Office.Tests.PowerPoint;

/// <summary>Where a program that is not ours puts the words of a deck.</summary>
public sealed class DeckRenderingTests
{
    /// <summary>Points: what two programs may differ in rounding.</summary>
    private const double Tolerance = 1.5;

    [SkippableFact]
    public async Task A_slide_is_a_page_with_its_title()
    {
        Skip.IfNot(LibreOffice.IsInstalled && LibreOffice.CanRead, LibreOffice.Missing);

        var pages = await LibreOffice.PagesAsync(await LibreOffice.ToPdfAsync(DeckWriter.Write(SampleDecks.Rich), "pptx"));

        Assert.Equal(SampleDecks.Rich.Slides.Count, pages.Count);
        Assert.All(SampleDecks.Rich.Slides.Zip(pages), pair => Assert.Contains(pair.First.Title, pair.Second));
        Assert.Contains("Commits by day", pages[2]);
    }

    /// <summary>Shrinking on overflow is switched off: what is measured is our fit and not LibreOffice's.</summary>
    [SkippableTheory]
    [InlineData("rich")]
    [InlineData("figures")]
    [InlineData("hostile")]
    public async Task All_text_of_a_shape_stands_inside_it(string name)
    {
        Skip.IfNot(LibreOffice.IsInstalled && LibreOffice.CanRead, LibreOffice.Missing);
        var deck = name switch { "rich" => SampleDecks.Rich, "figures" => SampleDecks.SixFigures, _ => SampleDecks.HostileInScriptsOfTheFont };
        using var document = Open(deck);

        var pages = RenderedWord.Pages(await LibreOffice.WordsAsync(await LibreOffice.ToPdfAsync(WithoutShrinking(DeckWriter.Write(deck)), "pptx")));

        Assert.Equal(deck.Slides.Count, pages.Count);
        Assert.All(document.Slides().Zip(pages), pair => Assert.Empty(Outside(pair.First, pair.Second)));
    }

    /// <returns>What is wrong: the shape, and the text that stands where it is.</returns>
    private static IEnumerable<string> Outside(SlidePart slide, IReadOnlyList<RenderedWord> words)
    {
        foreach (var shape in slide.Slide.Descendants<Shape>())
        {
            var (left, top, width, height) = PlaceOf(shape, slide);
            var text = Letters(TextOf(shape));
            var inside = words.Where(word => word.IsInside(left - Tolerance, top - Tolerance, left + width + Tolerance, top + height + Tolerance));
            var shown = Letters(string.Concat(inside.Select(word => word.Text)));
            if (shown.Length != text.Length)
            {
                yield return $"{text} ({text.Length}) <> {shown} ({shown.Length})";
            }
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter != '•'));

    /// <summary>Its own, or that of the layout. Points.</summary>
    private static (double Left, double Top, double Width, double Height) PlaceOf(Shape shape, SlidePart slide)
    {
        var slot = PlaceholderOf(shape)!;
        var transform = shape.ShapeProperties!.Transform2D
            ?? slide.SlideLayoutPart!.SlideLayout.Descendants<Shape>().Single(other =>
                PlaceholderOf(other) is { } own && own.Type?.Value == slot.Type?.Value && own.Index?.Value == slot.Index?.Value).ShapeProperties!.Transform2D!;
        return (Points(transform.Offset!.X!), Points(transform.Offset.Y!), Points(transform.Extents!.Cx!), Points(transform.Extents.Cy!));
    }

    private static double Points(Int64Value emu) => emu.Value / 12_700.0;

    private static byte[] WithoutShrinking(byte[] deck)
    {
        using var stream = new MemoryStream();
        stream.Write(deck);
        using (var package = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var part in package.Entries.Where(part => part.FullName.StartsWith("ppt/slide", StringComparison.Ordinal) && part.FullName.EndsWith(".xml", StringComparison.Ordinal)).ToList())
            {
                using var content = part.Open();
                using var reader = new StreamReader(content, Encoding.UTF8);
                var xml = reader.ReadToEnd();
                content.SetLength(0);
                content.Write(Encoding.UTF8.GetBytes(xml.Replace("normAutofit", "noAutofit", StringComparison.Ordinal)));
            }
        }

        return stream.ToArray();
    }
}
