using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Each kind of block as paragraphs and tables.</summary>
internal sealed class BlockWriter(WordHeadings headings, WordLinks links, MarkdownBlocks markdown, ChartBlocks charts)
{
    public IEnumerable<OpenXmlElement> Write(WordBlock block) => block switch
    {
        WordBlock.Heading heading => [Heading(heading)],
        WordBlock.Markdown text => markdown.Write(text),
        WordBlock.Table table => new TableBlocks(links).Write(table.Data),
        WordBlock.Picture picture => [charts.Write(picture.Chart)],
        WordBlock.Figures figures => FigureBlocks.Write(figures.Values),
        WordBlock.Callout callout => CalloutBlocks.Write(callout),
        WordBlock.PageBreak => [new Paragraph(new Run(new Break { Type = BreakValues.Page }))],
        _ => throw new ArgumentException($"There is no way to write {block.GetType().Name}.", nameof(block)),
    };

    private Paragraph Heading(WordBlock.Heading heading)
    {
        if (heading.Level is < 1 or > 3)
        {
            throw new ArgumentException($"The heading '{heading.Text}' has the level {heading.Level}; there are 1 to 3.", nameof(heading));
        }

        var text = WordText.OneLine(heading.Text);
        return headings.Add(heading.Level, text, WordText.Runs(text));
    }
}
