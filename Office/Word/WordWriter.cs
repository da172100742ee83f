using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Packaging;

namespace Webhooks.Office.Word;

/// <summary>
/// Writes a <see cref="WordReport"/> as an A4 document with styles, headings, a table of contents, header and footer. The same report is the
/// same bytes, anywhere and on any day. Any text may be in it: it is shown, and is never markup, field or address.
/// </summary>
public static class WordWriter
{
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    /// <returns>A docx file.</returns>
    /// <exception cref="ArgumentException">A heading whose level is none of 1 to 3, a table with rows of another length than its columns, or a chart without values.</exception>
    public static byte[] Write(WordReport report)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = package.AddNewPart<MainDocumentPart>(MainType, "rId1");
            ThemeWriter.Write(main.AddNewPart<ThemePart>("rIdTheme"));
            StylesXml.Write(main.AddNewPart<StyleDefinitionsPart>("rIdStyles"), report.Properties.Language);
            WordSettings.Write(main.AddNewPart<DocumentSettingsPart>("rIdSettings"), report.Properties.Language);
            HeaderFooter.Write(main.AddNewPart<HeaderPart>("rIdHeader"), report.Header);

            var numbering = new WordNumbering();
            var headings = new WordHeadings();
            var links = new WordLinks(main);
            var blocks = new BlockWriter(headings, links, new MarkdownBlocks(numbering, headings, links), new ChartBlocks(main));
            List<OpenXmlElement> written = [.. report.Blocks.SelectMany(blocks.Write)];
            numbering.Write(main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering"));
            List<OpenXmlElement> Body(PageEstimate? estimate) =>
            [
                .. TitleBlock(report),
                .. report.HasContents ? ContentsTable.Of(headings.Entries, estimate?.Headings ?? new Dictionary<string, int>(StringComparer.Ordinal)) : [],
                .. written,
                .. ClosedBy(written),
            ];
            var estimate = PageEstimate.Of(Body(null));
            HeaderFooter.Write(main.AddNewPart<FooterPart>("rIdFooter"), report.Footer, estimate.Pages);
            main.Document = new Document(new Body([.. Body(estimate), WordPage.Section("rIdHeader", "rIdFooter")]));
            PropertiesWriter.Write(package, report.Properties);
        }

        return FixedPackage.Of(stream);
    }

    private static IEnumerable<OpenXmlElement> TitleBlock(WordReport report) =>
    [
        WordText.Paragraph(WordStyles.Title, report.Title),
        WordText.Paragraph(WordStyles.Subtitle, report.Subtitle),
    ];

    /// <summary>Word wants a paragraph behind a table that ends a document.</summary>
    private static IEnumerable<OpenXmlElement> ClosedBy(List<OpenXmlElement> written) =>
        written is [.., Table] ? [WordText.Paragraph(WordStyles.Gap, "")] : [];
}
