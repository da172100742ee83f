using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>What stands on every page. Word and LibreOffice count its fields themselves whenever they show it.</summary>
internal static class HeaderFooter
{
    public static void Write(HeaderPart part, string text) =>
        part.Header = new Header(WordText.Paragraph(WordStyles.Header, WordText.OneLine(text)));

    /// <param name="pages">As many as there probably are.</param>
    public static void Write(FooterPart part, string text, int pages) => part.Footer = new Footer(WordText.Paragraph(
        WordStyles.Footer,
        [
            .. WordText.Runs(WordText.OneLine(text)),
            new Run(new TabChar()),
            .. WordText.Runs("Page "), .. WordText.Field("PAGE", "1"),
            .. WordText.Runs(" of "), .. WordText.Field("NUMPAGES", $"{pages}"),
        ]));
}
