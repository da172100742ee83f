using System.Globalization;
using System.Text.RegularExpressions;
using Webhooks.Office;
using Webhooks.Office.Charts;
using Webhooks.Office.Excel;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>What a document shows of numbers: read from its model as a reader sees it, with what it says that it leaves out.</summary>
internal sealed record ShownNumbers
{
    private static readonly Regex More = new($"^{ReportBlocks.MoreStart}(?<number>[0-9,]+) more", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public IReadOnlyList<KeyFigure> Figures { get; init; } = [];

    public IReadOnlyList<ShownTable> Tables { get; init; } = [];

    public IReadOnlyList<Chart> Charts { get; init; } = [];

    /// <summary>Charts over the cells of a table.</summary>
    public IReadOnlyList<SheetChart> SheetCharts { get; init; } = [];

    public static ShownNumbers Of(WordReport report)
    {
        List<ShownTable> tables = [];
        foreach (var block in report.Blocks)
        {
            if (block is WordBlock.Table table)
            {
                tables.Add(new ShownTable(table.Data, 0));
            }
            else if (block is WordBlock.Markdown markdown && More.Match(markdown.Text) is { Success: true } match && tables.Count > 0)
            {
                var more = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                tables[^1] = tables[^1] with { LeftOut = tables[^1].LeftOut + more };
            }
        }

        return new ShownNumbers
        {
            Figures = [.. report.Blocks.OfType<WordBlock.Figures>().SelectMany(block => block.Values)],
            Tables = tables,
            Charts = [.. report.Blocks.OfType<WordBlock.Picture>().Select(block => block.Chart)],
        };
    }

    public static ShownNumbers Of(Workbook workbook) => new()
    {
        Figures = [.. workbook.Sheets.SelectMany(sheet => sheet.Figures)],
        Tables = [.. workbook.Sheets.SelectMany(sheet => sheet.Tables).Select(table => new ShownTable(table, 0))],
        SheetCharts = [.. workbook.Sheets.SelectMany(sheet => sheet.Charts)],
    };

    public static ShownNumbers Of(Deck deck) => new()
    {
        Figures = [.. deck.Slides.OfType<Slide.Figures>().SelectMany(slide => slide.Values)],
        Charts =
        [
            .. deck.Slides.OfType<Slide.Figures>().Select(slide => slide.Chart).OfType<Chart>(),
            .. deck.Slides.OfType<Slide.Charts>().SelectMany(slide => slide.Values),
        ],
    };
}

/// <param name="Table">As it is written.</param>
/// <param name="LeftOut">Rows that the text below it speaks of.</param>
internal sealed record ShownTable(DataTable Table, int LeftOut)
{
    public int Rows => Table.Rows.Count + LeftOut;

    public decimal Sum(string header)
    {
        var column = Column(header);
        return Table.Rows.Sum(row => row[column] is Cell.Number number ? number.Value : 0);
    }

    public int Count(string header, string text)
    {
        var column = Column(header);
        return Table.Rows.Count(row => row[column] is Cell.Text cell && cell.Value == text);
    }

    private int Column(string header)
    {
        var found = Table.Columns.Select((column, index) => (column.Header, index)).Where(each => each.Header == header).ToList();
        return found.Count == 1 ? found[0].index : throw new InvalidOperationException($"The table {Table.Name} has no column {header}.");
    }
}
