using System.Globalization;
using System.Xml.Linq;
using static Webhooks.Office.Charts.ChartXml;

namespace Webhooks.Office.Charts;

/// <summary>The XML of a chart part, the same for all three formats.</summary>
internal static class ChartSpace
{
    /// <summary>Hundredths of a point.</summary>
    private const int TitleText = 1200;

    public static XDocument Of(Plot plot) =>
        new(
            new XDeclaration("1.0", "utf-8", "yes"),
            new XElement(
                C + "chartSpace",
                new XAttribute(XNamespace.Xmlns + "c", C),
                new XAttribute(XNamespace.Xmlns + "a", A),
                new XAttribute(XNamespace.Xmlns + "r", R),
                Val("date1904", 0),
                Val("lang", "en-US"),
                Val("roundedCorners", 0),
                new XElement(
                    C + "chart",
                    Title(OfficeText.Clean(plot.Title), TitleText, isBold: true, OfficeTheme.Ink),
                    Val("autoTitleDeleted", 0),
                    new XElement(
                        C + "plotArea",
                        new XElement(C + "layout"),
                        plot.Kind == ChartKind.Line ? Lines(plot) : Bars(plot),
                        ChartAxes.Of(plot)),
                    plot.Series.Count == 1
                        ? null
                        : new XElement(C + "legend", Val("legendPos", "b"), Val("overlay", 0), TextProperties(OfficeTheme.Ink)),
                    Val("plotVisOnly", 1),
                    Val("dispBlanksAs", "gap")),
                new XElement(C + "spPr", new XElement(A + "noFill"), NoLine),
                TextProperties(OfficeTheme.Ink),
                plot.WorkbookId is null
                    ? null
                    : new XElement(C + "externalData", new XAttribute(R + "id", plot.WorkbookId), Val("autoUpdate", 0))));

    private static XElement Bars(Plot plot) =>
        new(
            C + "barChart",
            Val("barDir", plot.Kind == ChartKind.Bar ? "bar" : "col"),
            Val("grouping", plot.IsStacked ? "stacked" : "clustered"),
            Val("varyColors", 0),
            plot.Series.Select((series, at) => new XElement(
                C + "ser",
                Head(series, at),
                new XElement(C + "spPr", new XElement(A + "solidFill", Accent(at)), NoLine),
                Val("invertIfNegative", 0),
                ChartLabels.HasValues(plot) ? Labels(plot) : null,
                Values(plot, series))),
            Val("gapWidth", plot.Categories.Count switch { 1 => 300, <= 3 => 150, _ => 60 }),
            plot.IsStacked ? Val("overlap", 100) : null,
            Val("axId", ChartAxes.CategoryAxis),
            Val("axId", ChartAxes.ValueAxis));

    private static XElement Lines(Plot plot) =>
        new(
            C + "lineChart",
            Val("grouping", "standard"),
            Val("varyColors", 0),
            plot.Series.Select((series, at) => new XElement(
                C + "ser",
                Head(series, at),
                new XElement(C + "spPr", Line(25_400, new XElement(A + "solidFill", Accent(at)))),
                Marker(plot, at),
                Values(plot, series),
                Val("smooth", 0))),
            Val("marker", 1),
            Val("axId", ChartAxes.CategoryAxis),
            Val("axId", ChartAxes.ValueAxis));

    private static IEnumerable<XElement> Head(PlotSeries series, int at) =>
    [
        Val("idx", at),
        Val("order", at),
        new XElement(
            C + "tx",
            new XElement(C + "strRef", new XElement(C + "f", series.NameFormula), new XElement(C + "strCache", Points([series.Name])))),
    ];

    private static IEnumerable<XElement> Values(Plot plot, PlotSeries series) =>
    [
        new XElement(
            C + "cat",
            plot.Days is { } days
                ? Numbers(plot.CategoryFormula, "yyyy-mm-dd", days.Select(day => (decimal?)day))
                : new XElement(C + "strRef", new XElement(C + "f", plot.CategoryFormula), new XElement(C + "strCache", Points(plot.Categories)))),
        new XElement(C + "val", Numbers(series.ValueFormula, plot.NumberFormat, series.Values)),
    ];

    private static XElement Numbers(string formula, string format, IEnumerable<decimal?> values) =>
        new(
            C + "numRef",
            new XElement(C + "f", formula),
            new XElement(
                C + "numCache",
                new XElement(C + "formatCode", format),
                Points([.. values.Select(value => value?.ToString(CultureInfo.InvariantCulture))])));

    private static IEnumerable<XElement> Points(IReadOnlyList<string?> values) =>
    [
        Val("ptCount", values.Count),
        .. values.Index().Where(value => value.Item is not null)
            .Select(value => new XElement(C + "pt", new XAttribute("idx", value.Index), new XElement(C + "v", value.Item))),
    ];

    private static XElement Labels(Plot plot) =>
        new(
            C + "dLbls",
            NumberFormat(plot.NumberFormat),
            new XElement(C + "spPr", new XElement(A + "noFill"), NoLine),
            TextProperties(OfficeTheme.Ink),
            Val("dLblPos", "outEnd"),
            Val("showLegendKey", 0),
            Val("showVal", 1),
            Val("showCatName", 0),
            Val("showSerName", 0),
            Val("showPercent", 0),
            Val("showBubbleSize", 0));

    /// <summary>Shapes tell lines apart where colours do not; a line of many points would be nothing but shapes.</summary>
    private static XElement Marker(Plot plot, int at) =>
        plot.Categories.Count > 40
            ? new XElement(C + "marker", Val("symbol", "none"))
            : new XElement(
                C + "marker",
                Val("symbol", (at % 4) switch { 0 => "circle", 1 => "square", 2 => "diamond", _ => "triangle" }),
                Val("size", 6),
                new XElement(C + "spPr", new XElement(A + "solidFill", Accent(at)), Line(9525, Fill(OfficeTheme.Ground))));

    /// <summary>More series than there are accents: the same again, lighter each time.</summary>
    private static XElement Accent(int at)
    {
        var (round, accent) = Math.DivRem(at, OfficeTheme.Accents.Count);
        var share = 100_000 / (round + 1);
        return round == 0
            ? Colour(OfficeTheme.Accents[accent])
            : Colour(
                OfficeTheme.Accents[accent],
                new XElement(A + "lumMod", new XAttribute("val", share)),
                new XElement(A + "lumOff", new XAttribute("val", 100_000 - share)));
    }
}
