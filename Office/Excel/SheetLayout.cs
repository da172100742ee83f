namespace Webhooks.Office.Excel;

/// <summary>What stands where on a sheet: heading, figures, charts two beside each other, tables below each other.</summary>
internal sealed record SheetLayout
{
    /// <summary>Points, of a line of text and of a row without any; 20 pixels.</summary>
    public const int RowHeight = 15;

    private const int RowPixels = 20;
    private const int FiguresBesideEachOther = 5;
    private const int ChartRows = 17;
    private const int ChartGap = 20;
    private const int WideChart = 760;
    private const int NarrowChart = 480;

    public required string Name { get; init; }

    /// <summary>In the first row; null for none.</summary>
    public string? Heading { get; init; }

    public required IReadOnlyList<PlacedFigures> Figures { get; init; }

    public required IReadOnlyList<PlacedChart> Charts { get; init; }

    public required IReadOnlyList<PlacedTable> Tables { get; init; }

    /// <summary>A single table and nothing else: a list, for filters, sorting and other programs.</summary>
    public required bool IsList { get; init; }

    /// <summary>The last that has a cell.</summary>
    public int LastRow => Tables.Count > 0 ? Tables[^1].LastRow : Figures.Count > 0 ? Figures[^1].Row + PlacedFigures.Rows - 1 : 0;

    /// <param name="sheet">Checked.</param>
    /// <param name="firstTable">The id of its first table.</param>
    public static SheetLayout Of(Sheet sheet, int firstTable)
    {
        if (sheet is { Heading: null, Figures: [], Charts: [], Tables: [var list] })
        {
            return new SheetLayout { Name = sheet.Name, Figures = [], Charts = [], Tables = [new PlacedTable(list, sheet.Name, firstTable, 0)], IsList = true };
        }

        var row = sheet.Heading is null ? 0 : 2;
        var figures = new List<PlacedFigures>();
        var lines = (sheet.Figures.Count + FiguresBesideEachOther - 1) / FiguresBesideEachOther;
        foreach (var line in sheet.Figures.Chunk(lines == 0 ? 1 : (sheet.Figures.Count + lines - 1) / lines))
        {
            figures.Add(new PlacedFigures(line, row));
            row += PlacedFigures.Rows + 1;
        }

        var charts = new List<PlacedChart>();
        foreach (var pair in sheet.Charts.Chunk(2))
        {
            var width = sheet.Charts.Count == 1 ? WideChart : NarrowChart;
            charts.AddRange(pair.Select((chart, at) => new PlacedChart(chart, row, at * (width + ChartGap), width, (ChartRows - 1) * RowPixels)));
            row += ChartRows;
        }

        var tables = new List<PlacedTable>();
        foreach (var table in sheet.Tables)
        {
            var placed = new PlacedTable(table, sheet.Name, firstTable + tables.Count, row + (table.Caption is null ? 0 : 1));
            tables.Add(placed);
            row = placed.LastRow + 2;
        }

        return new SheetLayout { Name = sheet.Name, Heading = sheet.Heading, Figures = figures, Charts = charts, Tables = tables, IsList = false };
    }
}
