using System.Xml;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>The rows of a sheet, from top to bottom.</summary>
internal sealed class SheetRows(XmlWriter xml, SheetLayout sheet, double[] widths, SheetLinks links)
{
    /// <summary>Text that takes more lines than this is cut by the height of its row; it is all there for whoever looks into the cell.</summary>
    private const int MostLines = 8;

    /// <summary>Points between a line of text and the lines of the table.</summary>
    private const int Air = 3;

    private readonly SheetCells cells = new(xml, links);

    public void Write()
    {
        if (sheet.Heading is { } heading)
        {
            Row(0, 28, row => cells.Text(0, row, heading, CellStyle.Heading));
        }

        foreach (var line in sheet.Figures)
        {
            Figures(line);
        }

        foreach (var table in sheet.Tables)
        {
            Table(table);
        }
    }

    private void Figures(PlacedFigures line)
    {
        Row(line.Row, 20, row => Each(line.Figures, (column, figure) => cells.Text(column, row, figure.Label, CellStyle.CardLabel)));
        Row(line.Row + 1, 28, row => Each(line.Figures, (column, figure) => cells.Text(column, row, figure.Value, CellStyle.CardValue)));
        Row(line.Row + 2, 20, row => Each(line.Figures, (column, figure) => cells.Text(column, row, Change(figure), Style(figure.Tone))));
    }

    private void Table(PlacedTable table)
    {
        var columns = table.Table.Columns;
        if (!sheet.IsList && table.Table.Caption is { } caption)
        {
            Row(table.HeaderRow - 1, 22, row => cells.Text(0, row, caption, CellStyle.Caption));
        }

        Row(table.HeaderRow, HeaderHeight(table), row =>
            Each(columns, (column, of) => cells.Text(column, row, table.Header(column), CellFormat.OfHeader(of.Kind))));
        if (table.Table.Rows.Count == 0)
        {
            Row(table.FirstRow, SheetLayout.RowHeight + Air, row => Each(columns, (column, _) => cells.Text(column, row, "", CellStyle.Text)));
        }

        foreach (var (at, values) in table.Table.Rows.Index())
        {
            Row(table.FirstRow + at, Height(values), row => Each(values, (column, value) => cells.Value(column, row, value, columns[column].Kind)));
        }

        if (table.HasTotals)
        {
            Row(table.LastRow, SheetLayout.RowHeight + Air, row => Each(columns, (column, of) =>
            {
                if (of.HasTotal)
                {
                    cells.Sum(column, row, table.TotalFormula(column), table.Total(column), of.Kind);
                }
                else
                {
                    cells.Text(column, row, column == 0 ? table.TotalLabel ?? "" : "", CellStyle.TotalText);
                }
            }));
        }
    }

    private void Row(int row, int height, Action<int> content)
    {
        xml.Start("row", ("r", row + 1), ("ht", height), ("customHeight", 1));
        content(row);
        xml.WriteEndElement();
    }

    private static void Each<T>(IReadOnlyList<T> items, Action<int, T> write)
    {
        for (var at = 0; at < items.Count; at++)
        {
            write(at, items[at]);
        }
    }

    /// <summary>Not every reader makes rows as high as their text.</summary>
    private int Height(IReadOnlyList<Cell> values)
    {
        var lines = 1;
        for (var column = 0; column < values.Count; column++)
        {
            var text = values[column] switch { Cell.Text plain => plain.Value, Cell.Link link => link.Value, _ => "" };
            lines = Math.Max(lines, ColumnWidths.Lines(text, widths[column], MostLines));
        }

        return (lines * SheetLayout.RowHeight) + Air;
    }

    private int HeaderHeight(PlacedTable table)
    {
        const int FilterButton = 3;
        var lines = Enumerable.Range(0, table.LastColumn + 1).Max(column => ColumnWidths.Lines(table.Header(column), widths[column] - FilterButton, MostLines));
        return (lines * SheetLayout.RowHeight) + (2 * Air);
    }

    private static string Change(KeyFigure figure)
    {
        var word = figure.Tone switch { Tone.Neutral => null, Tone.Good => "good", Tone.Warning => "attention", Tone.Bad => "bad" };
        return string.Join(" · ", new[] { figure.Change, word }.Where(part => part is not null));
    }

    private static CellStyle Style(Tone tone) =>
        tone switch
        {
            Tone.Neutral => CellStyle.CardNeutral,
            Tone.Good => CellStyle.CardGood,
            Tone.Warning => CellStyle.CardWarning,
            Tone.Bad => CellStyle.CardBad,
        };
}
