using System.Diagnostics;
using Webhooks.Office.Charts;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>A chart over the cells of a table in the same workbook.</summary>
internal static class ChartOfCells
{
    /// <param name="chart">Checked: its columns are the table's, and the table has a row.</param>
    /// <param name="placed">The table that it names.</param>
    public static Plot Of(SheetChart chart, PlacedTable placed)
    {
        var table = placed.Table;
        var category = Index(table, chart.CategoryColumn);
        var values = chart.ValueColumns.Select(header => Index(table, header)).ToList();
        var categories = table.Rows.Select(row => row[category]).ToList();
        return new Plot
        {
            Kind = chart.Kind,
            Title = chart.Title,
            NumberFormat = table.Columns[values[0]].Kind switch
            {
                ColumnKind.Money => "#,##0.00",
                ColumnKind.Share => "0%",
                ColumnKind.Text or ColumnKind.Count or ColumnKind.Day or ColumnKind.Moment => "#,##0",
            },
            CategoryFormula = CellAddress.Range(placed.Sheet, category, placed.FirstRow, placed.DataRows),
            Categories = [.. categories.Select(cell => ChartLabels.Cut(Shown(cell, table.Columns[category].Kind), chart.Kind))],
            Days = categories.All(cell => cell is Cell.Day) ? [.. categories.Select(cell => (decimal)((Cell.Day)cell).Value.ToDateTime(TimeOnly.MinValue).ToOADate())] : null,
            Series =
            [
                .. values.Select(column => new PlotSeries(
                    CellAddress.Single(placed.Sheet, column, placed.HeaderRow),
                    placed.Header(column),
                    CellAddress.Range(placed.Sheet, column, placed.FirstRow, placed.DataRows),
                    [.. table.Rows.Select(row => row[column] is Cell.Number number ? number.Value : (decimal?)null)])),
            ],
        };
    }

    public static int Index(DataTable table, string header) =>
        table.Columns.Index().First(column => column.Item.Header == header).Index;

    private static string Shown(Cell cell, ColumnKind kind) =>
        cell switch
        {
            Cell.Text text => text.Value,
            Cell.Link link => link.Value,
            Cell.Number number => CellFormat.Shown(number.Value, kind),
            Cell.Day day => day.Value.ToString("yyyy-MM-dd"),
            Cell.Moment moment => moment.Value.ToString("yyyy-MM-dd HH:mm"),
            _ => throw new UnreachableException(),
        };
}
