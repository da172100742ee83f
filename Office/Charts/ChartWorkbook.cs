using Webhooks.Office.Excel;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Charts;

/// <summary>The numbers of a chart as the workbook that opens when somebody edits them.</summary>
/// <param name="Bytes">A workbook with the one sheet that is referred to.</param>
/// <param name="Plot">Referring to its cells, holding what they hold.</param>
internal sealed record ChartWorkbook(byte[] Bytes, Plot Plot)
{
    private const string SheetName = "Sheet1";

    /// <param name="chart">Checked.</param>
    public static ChartWorkbook Of(Chart chart)
    {
        var categories = chart.Categories.Select(name => ChartLabels.Cut(name, chart.Kind)).ToList();
        var names = Headers(chart);
        var kind = chart.NumberFormat.Contains('%') ? ColumnKind.Share : chart.NumberFormat.Contains('.') ? ColumnKind.Money : ColumnKind.Count;
        var table = new DataTable
        {
            Name = "ChartValues",
            AltText = chart.AltText,
            Columns = [new Column { Header = names[0], Kind = ColumnKind.Text }, .. names.Skip(1).Select(name => new Column { Header = name, Kind = kind })],
            Rows =
            [
                .. categories.Select((category, row) => (IReadOnlyList<Cell>)
                    [new Cell.Text(category), .. chart.Series.Select(series => new Cell.Number(series.Values[row]))]),
            ],
        };
        var plot = new Plot
        {
            Kind = chart.Kind,
            Title = chart.Title,
            NumberFormat = chart.NumberFormat,
            ValueTitle = chart.ValueTitle,
            CategoryFormula = CellAddress.Range(SheetName, 0, 1, categories.Count),
            Categories = categories,
            Series =
            [
                .. chart.Series.Select((series, at) => new PlotSeries(
                    CellAddress.Single(SheetName, at + 1, 0),
                    names[at + 1],
                    CellAddress.Range(SheetName, at + 1, 1, categories.Count),
                    [.. series.Values])),
            ],
        };
        return new ChartWorkbook(WorkbookWriter.Write([new Sheet { Name = SheetName, Tables = [table] }], properties: null), plot);
    }

    /// <summary>Names of series may be any text and may come twice; headers of a table may not.</summary>
    private static List<string> Headers(Chart chart)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var headers = new List<string>();
        foreach (var name in chart.Series.Select(series => ChartLabels.Cut(series.Name, 60)).Prepend("Category"))
        {
            var wanted = name.Length == 0 ? "Series" : name;
            headers.Add(Enumerable.Range(1, int.MaxValue - 1).Select(time => time == 1 ? wanted : $"{wanted} ({time})").First(taken.Add));
        }

        return headers;
    }
}
