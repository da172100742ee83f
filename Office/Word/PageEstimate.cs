using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>
/// On which page each heading will stand, reckoned from the styles and the widths of the letters. It is what the contents say on a screen until
/// Word or LibreOffice has worked out its fields; with other fonts it may be wrong by a page.
/// </summary>
internal sealed class PageEstimate
{
    private const double Room = WordPage.Height - WordPage.Top - WordPage.Bottom;

    private readonly Dictionary<string, int> pages = new(StringComparer.Ordinal);
    private double used;
    private double after;

    private PageEstimate()
    {
    }

    public int Pages { get; private set; } = 1;

    /// <summary>Page by bookmark.</summary>
    public IReadOnlyDictionary<string, int> Headings => pages;

    public static PageEstimate Of(IReadOnlyList<OpenXmlElement> body)
    {
        var estimate = new PageEstimate();
        for (var at = 0; at < body.Count; at++)
        {
            switch (body[at])
            {
                case Paragraph paragraph:
                    estimate.Add(paragraph, KeptBehind(body, at));
                    break;
                case Table table:
                    estimate.Add(table);
                    break;
            }
        }

        return estimate;
    }

    /// <summary>Height of what must stand on the page of this paragraph: the beginning of whatever follows it, if it keeps with that.</summary>
    private static double KeptBehind(IReadOnlyList<OpenXmlElement> body, int at)
    {
        double kept = 0;
        for (; at + 1 < body.Count && body[at] is Paragraph paragraph && StyleOf(paragraph).KeepsWithNext; at++)
        {
            kept += body[at + 1] switch
            {
                Paragraph next when StyleOf(next) is var style => Math.Max(style.Before - style.After, 0) + (style.KeepsLines || style.KeepsWithNext
                    ? HeightOf(next, WordPage.TextWidth) + style.After
                    : Math.Min(HeightOf(next, WordPage.TextWidth), 2 * LineHeight(style))),
                Table table => table.Elements<TableRow>().Take(2).Sum(HeightOf),
                _ => 0,
            };
        }

        return kept;
    }

    private void Add(Paragraph paragraph, double kept)
    {
        if (paragraph.Descendants<Break>().Any(line => line.Type?.Value == BreakValues.Page))
        {
            NextPage();
            return;
        }

        var style = StyleOf(paragraph);
        var height = HeightOf(paragraph, WordPage.TextWidth);
        var line = LineHeight(style);
        var before = used == 0 ? style.Before : Math.Max(style.Before, after) - after;
        var whole = style.KeepsLines || style.KeepsWithNext || height < 4 * line;
        if (used > 0 && used + before + (whole ? height : 2 * line) + kept > Room)
        {
            NextPage();
            before = 0;
        }

        if (paragraph.GetFirstChild<BookmarkStart>()?.Name?.Value is { } bookmark)
        {
            pages[bookmark] = Pages;
        }

        used += before;
        while (used + height > Room && height > line)
        {
            var fit = Math.Max(Math.Floor((Room - used) / line), 1) * line;
            height -= fit;
            NextPage();
        }

        used += height + style.After;
        after = style.After;
    }

    private void Add(Table table)
    {
        var rows = table.Elements<TableRow>().ToList();
        var header = rows[0].TableRowProperties?.GetFirstChild<TableHeader>() is null ? 0 : HeightOf(rows[0]);
        if (header > Room / 2)
        {
            // Nobody repeats one that leaves no room.
            header = 0;
        }

        foreach (var row in rows)
        {
            var height = HeightOf(row);
            if (used > 0 && used + height > Room)
            {
                NextPage();
                used = header;
            }

            // A row that is taller than a page goes on behind its header.
            for (; used + height > Room && height > Room - header; height -= Room - header)
            {
                NextPage();
                used = header;
            }

            used += height;
        }

        after = 0;
    }

    private void NextPage()
    {
        Pages++;
        used = 0;
        after = 0;
    }

    private static double HeightOf(TableRow row)
    {
        var style = row.Parent is Table table && table.GetFirstChild<TableProperties>()?.TableStyle?.Val?.Value == WordStyles.Layout ? (Side: FigureBlocks.CellSides, Top: 57) : (Side: 2 * TableBlocks.CellSide, Top: TableBlocks.CellTop);
        return (2 * style.Top) + 10 + row.Elements<TableCell>().Max(cell => cell.Elements<Paragraph>().Sum(paragraph =>
            StyleOf(paragraph).Before + StyleOf(paragraph).After + HeightOf(paragraph, int.Parse(cell.TableCellProperties!.TableCellWidth!.Width!.Value!) - style.Side)));
    }

    private static double HeightOf(Paragraph paragraph, double width)
    {
        if (paragraph.Descendants<Drawing>().Any())
        {
            return ChartBlocks.Height;
        }

        var style = StyleOf(paragraph);
        var left = paragraph.ParagraphProperties?.Indentation?.Left?.Value is { } own ? int.Parse(own) : style.Left;
        if (paragraph.ParagraphProperties?.NumberingProperties?.NumberingLevelReference?.Val?.Value is { } level)
        {
            left = WordNumbering.Indent(level);
        }

        var borders = style.Borders.Where(border => border.Side is "top" or "bottom").Sum(border => (border.Space * 20) + (border.Size * 2.5));
        return (TextLines.Count(TextOf(paragraph), width - left - style.Right, style) * LineHeight(style)) + borders;
    }

    private static double LineHeight(WordStyle style) =>
        style.Size * 10 * (style.IsCode ? TextLines.CodeLineHeight : FontWidths.LineHeight) * style.Line / 240;

    private static string TextOf(Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(part => part switch
    {
        Text text => text.Text,
        Break => "\n",
        TabChar => "    ",
        _ => "",
    }));

    private static WordStyle StyleOf(Paragraph paragraph) => WordStyles.Paragraphs[paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? WordStyles.Body];
}
