using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Where in a Markdown text something stands.</summary>
/// <param name="BelowLevel">What its headings are below.</param>
/// <param name="Quotes">How many quotes it is in.</param>
/// <param name="Lists">How many lists it is in.</param>
internal sealed record MarkdownPlace(int BelowLevel, int Quotes = 0, int Lists = 0)
{
    /// <summary>More steps than this would leave no room for text.</summary>
    private const int MostQuotes = 4;

    public string Style => Lists > 0 ? WordStyles.ListContinue : Quotes > 0 ? WordStyles.Quote : WordStyles.Body;

    /// <summary>A paragraph that stands in as far as this place does.</summary>
    public Paragraph Paragraph(string style, IEnumerable<OpenXmlElement> content)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        var own = WordStyles.Paragraphs[style].Left;
        var left = Lists > 0
            ? WordNumbering.Indent(Math.Min(Lists, WordNumbering.Levels) - 1) + (style == WordStyles.Code ? own : 0)
            : own * Math.Clamp(Quotes, 1, MostQuotes);
        if (left != own)
        {
            properties.Append(new Indentation { Left = $"{left}" });
        }

        return new Paragraph([properties, .. content]);
    }
}
