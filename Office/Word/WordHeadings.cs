using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>The headings of a document in their order, each with a bookmark that the contents point to.</summary>
internal sealed class WordHeadings
{
    private readonly List<ContentsEntry> entries = [];

    public IReadOnlyList<ContentsEntry> Entries => entries;

    /// <param name="level">1 to 4; the fourth is not in the contents.</param>
    /// <param name="text">What the contents say.</param>
    /// <param name="content">What the heading says.</param>
    public Paragraph Add(int level, string text, IEnumerable<OpenXmlElement> content)
    {
        var style = level switch { 1 => WordStyles.Heading1, 2 => WordStyles.Heading2, 3 => WordStyles.Heading3, _ => WordStyles.Heading4 };
        if (level > 3 || string.IsNullOrWhiteSpace(text))
        {
            return WordText.Paragraph(style, content);
        }

        var entry = new ContentsEntry(level, text, $"_Toc{entries.Count + 1:00000000}");
        entries.Add(entry);
        var id = entries.Count.ToString();
        return WordText.Paragraph(style, [new BookmarkStart { Id = id, Name = entry.Bookmark }, .. content, new BookmarkEnd { Id = id }]);
    }
}
