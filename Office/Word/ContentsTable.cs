using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>
/// The table of contents. Each entry asks for the page of its heading by a field of its own, and not one field makes them all: that one shows
/// what its writer guessed until somebody updates it, and Word asks its reader before it does so at opening. LibreOffice works these out
/// whenever it lays the document out, Word whenever it prints or exports it.
/// </summary>
internal static class ContentsTable
{
    /// <param name="entries">Nothing is written when there are none.</param>
    /// <param name="pages">By bookmark, as far as they are known.</param>
    public static IEnumerable<OpenXmlElement> Of(IReadOnlyList<ContentsEntry> entries, IReadOnlyDictionary<string, int> pages) =>
        entries.Count == 0 ? [] : [WordText.Paragraph(WordStyles.ContentsHeading, "Contents"), .. entries.Select(entry => Entry(entry, pages.GetValueOrDefault(entry.Bookmark, 1))), WordText.Paragraph(WordStyles.Gap, "")];

    private static Paragraph Entry(ContentsEntry entry, int page) => WordText.Paragraph(
        entry.Level switch { 1 => WordStyles.Contents1, 2 => WordStyles.Contents2, _ => WordStyles.Contents3 },
        [
            new Hyperlink(
            [
                .. WordText.Runs(entry.Text),
                new Run(new TabChar()),
                .. WordText.Field($"PAGEREF {entry.Bookmark} \\h", $"{page}"),
            ])
            { Anchor = entry.Bookmark, History = true },
        ]);
}
