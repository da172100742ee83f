using System.Xml.Linq;
using static Webhooks.Office.Charts.ChartXml;

namespace Webhooks.Office.Charts;

/// <summary>The axis of the categories and that of the values.</summary>
internal static class ChartAxes
{
    public const int CategoryAxis = 111_111_111;
    public const int ValueAxis = 222_222_222;

    public static IEnumerable<XElement> Of(Plot plot) => [Categories(plot), Values(plot)];

    private static XElement Categories(Plot plot)
    {
        var isLying = plot.Kind == ChartKind.Bar;
        var every = ChartLabels.Every(plot);
        return new XElement(
            C + "catAx",
            Val("axId", CategoryAxis),
            // The first name of a lying chart stands at its top, as in the table behind it.
            new XElement(C + "scaling", Val("orientation", isLying ? "maxMin" : "minMax")),
            Val("delete", 0),
            Val("axPos", isLying ? "l" : "b"),
            NumberFormat(plot.Days is null ? "General" : "yyyy-mm-dd"),
            Val("majorTickMark", "none"),
            Val("minorTickMark", "none"),
            Val("tickLblPos", "low"),
            new XElement(C + "spPr", Line(9525, Fill(OfficeTheme.Line))),
            TextProperties(OfficeTheme.Muted, ChartLabels.Rotation(plot)),
            Val("crossAx", ValueAxis),
            Val("crosses", "autoZero"),
            Val("auto", 0),
            Val("lblAlgn", "ctr"),
            Val("lblOffset", 100),
            every == 1 ? null : Val("tickLblSkip", every),
            Val("noMultiLvlLbl", 1));
    }

    private static XElement Values(Plot plot)
    {
        var isLying = plot.Kind == ChartKind.Bar;
        var (lowest, highest) = Range(plot);
        var step = Step(plot, lowest, highest);
        return new XElement(
            C + "valAx",
            Val("axId", ValueAxis),
            new XElement(
                C + "scaling",
                Val("orientation", "minMax"),
                // Nothing but zeros has no scale of its own: readers would write a row of equal numbers beside it.
                lowest == 0 && highest == 0 ? Val("max", 1) : null,
                // A column that does not begin at zero says something that is not true.
                lowest >= 0 ? Val("min", 0) : null),
            Val("delete", 0),
            Val("axPos", isLying ? "b" : "l"),
            new XElement(C + "majorGridlines", new XElement(C + "spPr", Line(6350, Fill(OfficeTheme.Line)))),
            plot.ValueTitle is null ? null : Title(ChartLabels.Cut(plot.ValueTitle, 60), SmallText, isBold: false, OfficeTheme.Muted, isLying ? 0 : -5_400_000),
            // Cents say nothing on a scale of tens.
            NumberFormat(highest - lowest >= 10 ? plot.NumberFormat.Replace("#,##0.00", "#,##0") : plot.NumberFormat),
            Val("majorTickMark", "none"),
            Val("minorTickMark", "none"),
            Val("tickLblPos", "nextTo"),
            new XElement(C + "spPr", NoLine),
            TextProperties(OfficeTheme.Muted),
            Val("crossAx", CategoryAxis),
            Val("crosses", isLying ? "max" : "autoZero"),
            Val("crossBetween", "between"),
            step is null ? null : Val("majorUnit", step));
    }

    /// <summary>Whole numbers are not to be written twice, as 0, 1, 1, 2, 2 for 0, 0.5, 1, 1.5, 2.</summary>
    private static int? Step(Plot plot, decimal lowest, decimal highest) =>
        plot.NumberFormat.AsSpan().ContainsAny('.', '%') || lowest < -10 || highest > 10 ? null : highest - lowest > 5 ? 2 : 1;

    private static (decimal Lowest, decimal Highest) Range(Plot plot)
    {
        var columns = Enumerable.Range(0, plot.Categories.Count).Select(at => plot.Series.Select(series => series.Values[at] ?? 0).ToList());
        var values = plot.IsStacked
            ? columns.SelectMany(column => new[] { column.Where(value => value > 0).Sum(), column.Where(value => value < 0).Sum() })
            : columns.SelectMany(column => column);
        var all = values.Append(0).ToList();
        return (all.Min(), all.Max());
    }
}
