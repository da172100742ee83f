using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Word;

namespace Webhooks.Office.Tests.Word;

/// <summary>A written document, opened again.</summary>
internal sealed class WordFile : IDisposable
{
    private readonly MemoryStream stream;

    public WordFile(WordReport report)
    {
        Bytes = WordWriter.Write(report);
        stream = new MemoryStream(Bytes);
        Document = WordprocessingDocument.Open(stream, isEditable: false);
    }

    public byte[] Bytes { get; }

    public WordprocessingDocument Document { get; }

    public MainDocumentPart Main => Document.MainDocumentPart!;

    public Body Body => Main.Document.Body!;

    public IEnumerable<string> Addresses => Main.HyperlinkRelationships.Select(link => link.Uri.OriginalString);

    public static string? StyleOf(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    public IEnumerable<Paragraph> Paragraphs(params string[] styles) => Body.Descendants<Paragraph>().Where(paragraph => styles.Contains(StyleOf(paragraph)));

    public IEnumerable<string> Texts(params string[] styles) => Paragraphs(styles).Select(paragraph => paragraph.InnerText);

    /// <summary>What Microsoft's own rules for the format say against it.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. new[] { FileFormatVersions.Office2013, FileFormatVersions.Office2019, FileFormatVersions.Microsoft365 }
            .SelectMany(version => new OpenXmlValidator(version).Validate(Document))
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"),
    ];

    public void Dispose()
    {
        Document.Dispose();
        stream.Dispose();
    }
}
