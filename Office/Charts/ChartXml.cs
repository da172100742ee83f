using System.Xml.Linq;

namespace Webhooks.Office.Charts;

/// <summary>Namespaces and the small pieces of a chart part that stand at several places in it.</summary>
internal static class ChartXml
{
    public static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    public static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Hundredths of a point.</summary>
    public const int SmallText = 900;

    public static XElement Val(string name, object value) => new(C + name, new XAttribute("val", value));

    public static XElement Fill(string colour) => new(A + "solidFill", Colour(colour));

    public static XElement Colour(string colour, params object[] change) => new(A + "srgbClr", new XAttribute("val", colour), change);

    /// <param name="width">In EMU: 12,700 a point.</param>
    /// <param name="fill">What it is drawn with.</param>
    public static XElement Line(int width, XElement fill) => new(A + "ln", new XAttribute("w", width), new XAttribute("cap", "rnd"), fill, new XElement(A + "round"));

    public static XElement NoLine => new(A + "ln", new XElement(A + "noFill"));

    public static XElement NumberFormat(string code) => new(C + "numFmt", new XAttribute("formatCode", code), new XAttribute("sourceLinked", 0));

    /// <summary>How all text of an element is set.</summary>
    /// <param name="rotation">In 60,000ths of a degree; null for whatever fits.</param>
    /// <param name="colour">Six hex digits.</param>
    public static XElement TextProperties(string colour, int? rotation = null) =>
        new(
            C + "txPr",
            new XElement(A + "bodyPr", rotation is null ? null : new XAttribute("rot", rotation), rotation is null ? null : new XAttribute("vert", "horz")),
            new XElement(A + "lstStyle"),
            new XElement(A + "p", new XElement(A + "pPr", Font("defRPr", SmallText, isBold: false, colour)), new XElement(A + "endParaRPr", new XAttribute("lang", "en-US"))));

    /// <summary>A title that stands beside the plot and never over it.</summary>
    public static XElement Title(string text, int size, bool isBold, string colour, int? rotation = null) =>
        new(
            C + "title",
            new XElement(
                C + "tx",
                new XElement(
                    C + "rich",
                    new XElement(A + "bodyPr", rotation is null ? null : new XAttribute("rot", rotation), rotation is null ? null : new XAttribute("vert", "horz")),
                    new XElement(A + "lstStyle"),
                    new XElement(
                        A + "p",
                        new XElement(A + "pPr", Font("defRPr", size, isBold, colour)),
                        new XElement(A + "r", Font("rPr", size, isBold, colour, new XAttribute("lang", "en-US")), new XElement(A + "t", text))))),
            Val("overlay", 0));

    private static XElement Font(string name, int size, bool isBold, string colour, XAttribute? language = null) =>
        new(
            A + name,
            language,
            new XAttribute("sz", size),
            new XAttribute("b", isBold ? 1 : 0),
            Fill(colour),
            new XElement(A + "latin", new XAttribute("typeface", OfficeTheme.BodyFont)));
}
