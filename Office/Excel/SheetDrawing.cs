using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Charts;

namespace Webhooks.Office.Excel;

/// <summary>The charts of a sheet: frames of a fixed size above the cells.</summary>
internal static class SheetDrawing
{
    private const int EmuPerPixel = 9525;
    private static readonly XNamespace Drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

    /// <param name="part">Empty.</param>
    /// <param name="sheet">At least one chart.</param>
    /// <param name="widths">Of its columns.</param>
    /// <param name="tables">All of the workbook by name.</param>
    public static void Write(DrawingsPart part, SheetLayout sheet, double[] widths, Dictionary<string, PlacedTable> tables)
    {
        var frames = new List<XElement>();
        foreach (var (at, placed) in sheet.Charts.Index())
        {
            var id = $"chart{at + 1}";
            var chart = part.AddNewPart<ChartPart>(id);
            WorkbookWriter.Save(ChartSpace.Of(ChartOfCells.Of(placed.Chart, tables[placed.Chart.Table])), chart);
            frames.Add(Frame(placed, widths, at, id));
        }

        WorkbookWriter.Save(
            new XDocument(
                new XDeclaration("1.0", "utf-8", "yes"),
                new XElement(
                    Drawing + "wsDr",
                    new XAttribute(XNamespace.Xmlns + "xdr", Drawing),
                    new XAttribute(XNamespace.Xmlns + "a", ChartXml.A),
                    frames)),
            part);
    }

    private static XElement Frame(PlacedChart placed, double[] widths, int at, string chart)
    {
        var (column, offset) = Column(placed.Left, widths);
        var size = new object[] { new XAttribute("cx", placed.Width * EmuPerPixel), new XAttribute("cy", placed.Height * EmuPerPixel) };
        return new XElement(
            Drawing + "oneCellAnchor",
            new XElement(
                Drawing + "from",
                new XElement(Drawing + "col", column),
                new XElement(Drawing + "colOff", offset * EmuPerPixel),
                new XElement(Drawing + "row", placed.Row),
                new XElement(Drawing + "rowOff", 0)),
            new XElement(Drawing + "ext", size),
            new XElement(
                Drawing + "graphicFrame",
                new XAttribute("macro", ""),
                new XElement(
                    Drawing + "nvGraphicFramePr",
                    new XElement(
                        Drawing + "cNvPr",
                        new XAttribute("id", at + 2),
                        new XAttribute("name", $"Chart {at + 1}"),
                        new XAttribute("descr", OfficeText.Clean(placed.Chart.AltText))),
                    new XElement(Drawing + "cNvGraphicFramePr")),
                new XElement(
                    Drawing + "xfrm",
                    new XElement(ChartXml.A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
                    new XElement(ChartXml.A + "ext", new XAttribute("cx", 0), new XAttribute("cy", 0))),
                new XElement(
                    ChartXml.A + "graphic",
                    new XElement(
                        ChartXml.A + "graphicData",
                        new XAttribute("uri", ChartXml.C.NamespaceName),
                        new XElement(
                            ChartXml.C + "chart",
                            new XAttribute(XNamespace.Xmlns + "c", ChartXml.C),
                            new XAttribute(XNamespace.Xmlns + "r", ChartXml.R),
                            new XAttribute(ChartXml.R + "id", chart))))),
            new XElement(Drawing + "clientData"));
    }

    /// <summary>The column that holds a pixel, and how far into it that is. Columns beyond the filled ones have the width of a default sheet.</summary>
    private static (int Column, int Offset) Column(int left, double[] widths)
    {
        const double DefaultWidth = 8.43;
        var column = 0;
        while (ColumnWidths.Pixels(column < widths.Length ? widths[column] : DefaultWidth) is var width && left >= width)
        {
            left -= width;
            column++;
        }

        return (column, left);
    }
}
