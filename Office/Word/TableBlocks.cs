using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Webhooks.Office.Tables;
using Column = Webhooks.Office.Tables.Column;

namespace Webhooks.Office.Word;

/// <summary>Tables of data: a header that each page repeats, rows that stay together, totals.</summary>
internal sealed class TableBlocks(WordLinks links)
{
    /// <summary>Between border and text, in twentieths of a point.</summary>
    public const int CellSide = 85;

    public const int CellTop = 40;

    /// <summary>A row with more text than this may be taller than a page, and then has to go on on the next.</summary>
    private const int LongestWhole = 1000;

    /// <exception cref="ArgumentException">It has no columns, or a row has more or fewer cells than there are.</exception>
    public IEnumerable<OpenXmlElement> Write(DataTable table)
    {
        Check(table);
        var widths = ColumnWidths.Of(table);
        var hasTotal = table.Rows.Count > 0 && table.Columns.Any(column => column.HasTotal);
        IEnumerable<TableRow> rows =
        [
            Row(isHeader: true, isWhole: true, table.Columns.Select((column, at) => Cell(widths[at], WordStyles.TableHeader, IsNumber(column), WordText.Runs(column.Header)))),
            .. table.Rows.Select(row => Row(isHeader: false, IsWhole(row), row.Select((cell, at) => Cell(cell, table.Columns[at], widths[at])))),
            .. table.Rows.Count == 0 ? [Empty(table)] : Array.Empty<TableRow>(),
            .. hasTotal ? [Totals(table, widths)] : Array.Empty<TableRow>(),
        ];
        if (table.Caption is { } caption)
        {
            yield return WordText.Paragraph(WordStyles.Caption, WordText.OneLine(caption));
        }

        yield return Frame(table.Caption ?? table.Name, table.AltText, widths, hasTotal, rows);
        yield return WordText.Paragraph(WordStyles.Gap, "");
    }

    /// <param name="title">For whoever does not see it.</param>
    /// <param name="description">What is in it, for the same.</param>
    /// <param name="widths">Of the columns.</param>
    /// <param name="hasTotal">Whether the last row is one.</param>
    /// <param name="rows">The first is the header.</param>
    public static Table Frame(string title, string description, IReadOnlyList<int> widths, bool hasTotal, IEnumerable<TableRow> rows) => new(
    [
        new TableProperties(
            new TableStyle { Val = WordStyles.Table },
            new TableWidth { Width = $"{widths.Sum()}", Type = TableWidthUnitValues.Dxa },
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableLook
            {
                Val = hasTotal ? "0460" : "0420", FirstRow = true, LastRow = hasTotal, FirstColumn = false, LastColumn = false, NoHorizontalBand = false, NoVerticalBand = true,
            },
            new TableCaption { Val = WordText.OneLine(title) },
            new TableDescription { Val = WordText.OneLine(description) }),
        new TableGrid(widths.Select(width => new GridColumn { Width = $"{width}" })),
        .. rows,
    ]);

    public static TableRow Row(bool isHeader, bool isWhole, IEnumerable<TableCell> cells)
    {
        var properties = new TableRowProperties();
        if (isWhole)
        {
            properties.Append(new CantSplit());
        }

        if (isHeader)
        {
            properties.Append(new TableHeader());
        }

        return properties.HasChildren ? new TableRow([properties, .. cells]) : new TableRow(cells);
    }

    public static TableCell Cell(int width, string style, bool isRight, IEnumerable<OpenXmlElement> content)
    {
        var layout = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (isRight)
        {
            layout.Append(new Justification { Val = JustificationValues.Right });
        }

        return new TableCell(
            new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa }),
            new Paragraph([layout, .. content]));
    }

    private TableCell Cell(Cell cell, Column column, int width)
    {
        var text = CellText.Of(cell, column.Kind);
        IEnumerable<OpenXmlElement> content = cell is Cell.Link link && text.Length > 0
            && links.Link(link.Address, () => WordText.Runs(text, new RunProperties(new RunStyle { Val = WordStyles.Link }))) is { } hyperlink
            ? [hyperlink]
            : WordText.Runs(text);
        return Cell(width, WordStyles.TableText, CellText.IsRight(cell), content);
    }

    private static TableRow Totals(DataTable table, IReadOnlyList<int> widths) => Row(isHeader: false, isWhole: true, table.Columns.Select((column, at) =>
        column.HasTotal
            ? Cell(widths[at], WordStyles.TableTotal, isRight: true, WordText.Runs(CellText.Of(TableTotals.Of(table, at), column.Kind)))
            : Cell(widths[at], WordStyles.TableTotal, isRight: false, WordText.Runs(at == 0 ? "Total" : ""))));

    private static TableRow Empty(DataTable table)
    {
        var cell = Cell(WordPage.TextWidth, WordStyles.TableText, isRight: false, WordText.Runs("None", new RunProperties(new Color { Val = OfficeTheme.Muted })));
        cell.TableCellProperties!.Append(new GridSpan { Val = table.Columns.Count });
        return Row(isHeader: false, isWhole: true, [cell]);
    }

    private static bool IsNumber(Column column) => column.Kind is ColumnKind.Count or ColumnKind.Money or ColumnKind.Share;

    private static bool IsWhole(IReadOnlyList<Cell> row) => row.All(cell => cell switch
    {
        Cell.Text text => text.Value.Length <= LongestWhole,
        Cell.Link link => link.Value.Length <= LongestWhole,
        _ => true,
    });

    private static void Check(DataTable table)
    {
        if (table.Columns.Count == 0)
        {
            throw new ArgumentException($"The table '{table.Name}' has no columns.", nameof(table));
        }

        if (table.Rows.Index().FirstOrDefault(row => row.Item.Count != table.Columns.Count) is { Item: { } uneven, Index: var at })
        {
            throw new ArgumentException($"Row {at + 1} of the table '{table.Name}' has {uneven.Count} cells for {table.Columns.Count} columns.", nameof(table));
        }
    }
}
