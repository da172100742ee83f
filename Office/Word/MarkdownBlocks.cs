using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig;
using Markdig.Syntax;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Webhooks.Office.Word;

/// <summary>
/// Markdown by its tree: whatever stands in it can become emphasis, a list, a table or a link to https, and nothing else. HTML and images stay
/// the text that they are.
/// </summary>
internal sealed class MarkdownBlocks(WordNumbering numbering, WordHeadings headings, WordLinks links)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    private readonly InlineRuns inlines = new(links);

    public IEnumerable<OpenXmlElement> Write(WordBlock.Markdown markdown)
    {
        var text = OfficeText.Clean(markdown.Text);
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to what is nested beyond all use, which only somebody who wants to do harm writes: then it is shown as it is.
            return [WordText.Paragraph(WordStyles.Body, text)];
        }

        return Blocks(document, new MarkdownPlace(markdown.BelowLevel));
    }

    private IEnumerable<OpenXmlElement> Blocks(ContainerBlock container, MarkdownPlace place) => container.SelectMany(block => Block(block, place));

    private IEnumerable<OpenXmlElement> Block(Block block, MarkdownPlace place) => block switch
    {
        HeadingBlock heading => [Heading(heading, place)],
        CodeBlock code => [place.Paragraph(WordStyles.Code, WordText.Runs(code.Lines.ToString()))],
        ThematicBreakBlock => [WordText.Paragraph(WordStyles.Rule, "")],
        ListBlock list => List(list, place),
        QuoteBlock quote => Blocks(quote, place with { Quotes = place.Quotes + 1 }),
        MarkdownTable table => MarkdownTables.Write(table, inlines),
        LinkReferenceDefinitionGroup => [],
        ParagraphBlock paragraph => [place.Paragraph(place.Style, inlines.Of(paragraph.Inline))],
        ContainerBlock other => Blocks(other, place),
        LeafBlock other => [place.Paragraph(place.Style, WordText.Runs(other.Lines.ToString()))],
        _ => [],
    };

    private Paragraph Heading(HeadingBlock heading, MarkdownPlace place) => headings.Add(
        Math.Clamp(place.BelowLevel + heading.Level, 1, 4), WordText.OneLine(InlineRuns.Plain(heading.Inline)), inlines.Of(heading.Inline));

    private IEnumerable<OpenXmlElement> List(ListBlock list, MarkdownPlace place)
    {
        var level = Math.Min(place.Lists, WordNumbering.Levels - 1);
        var id = list.IsOrdered
            ? numbering.BeginNumbered(level, int.TryParse(list.OrderedStart, out var start) && start is >= 0 and <= short.MaxValue ? start : 1)
            : WordNumbering.Bullets;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var inside = place with { Lists = place.Lists + 1 };
            // The mark stands before the first paragraph; an item without one has an empty one.
            yield return Item(item.FirstOrDefault() as ParagraphBlock, list.IsOrdered, id, level);
            foreach (var written in item.Skip(item.FirstOrDefault() is ParagraphBlock ? 1 : 0).SelectMany(block => Block(block, inside)))
            {
                yield return written;
            }
        }
    }

    private Paragraph Item(ParagraphBlock? first, bool isOrdered, int list, int level) => new(
    [
        new ParagraphProperties(
            new ParagraphStyleId { Val = isOrdered ? WordStyles.ListNumber : WordStyles.ListBullet },
            new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })),
        .. inlines.Of(first?.Inline),
    ]);
}
