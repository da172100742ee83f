using System.Text;
using System.Xml;

namespace Webhooks.Office.Excel;

/// <summary>Writes a sheet from its first row to its last; no more of it than a cell is held in memory.</summary>
internal static class SheetXml
{
    /// <summary>What is no longer than this is printed on one page; a hand's breadth more than a page has.</summary>
    private const int RowsOfOnePage = 60;

    /// <param name="part">Empty.</param>
    /// <param name="sheet">What stands where.</param>
    /// <param name="widths">Of its columns.</param>
    /// <param name="links">Takes the links of the cells.</param>
    /// <param name="isFirst">It is the one that opens.</param>
    /// <param name="footer">In Excel's code.</param>
    /// <param name="drawing">Relationship to its charts; null for none.</param>
    public static void Write(Stream part, SheetLayout sheet, double[] widths, SheetLinks links, bool isFirst, string footer, string? drawing)
    {
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartDocument(standalone: true);
        xml.Start("worksheet");
        xml.WriteAttributeString("xmlns", "r", null, SheetElements.Relationships);
        var extent = CellAddress.Range(0, 0, widths.Length - 1, sheet.LastRow);
        View(xml, sheet, isFirst, extent);
        Columns(xml, widths);
        xml.Start("sheetData");
        new SheetRows(xml, sheet, widths, links).Write();
        xml.WriteEndElement();
        Links(xml, links);
        Page(xml, sheet, footer);
        // Hashes of digits are text on purpose.
        xml.Start("ignoredErrors");
        xml.Empty("ignoredError", ("sqref", extent), ("numberStoredAsText", 1));
        xml.WriteEndElement();
        if (drawing is not null)
        {
            xml.Reference("drawing", drawing);
        }

        Tables(xml, sheet);
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    /// <summary>Of a table among the relationships of its sheet.</summary>
    public static string TableId(PlacedTable table) => $"table{table.Id}";

    private static void View(XmlWriter xml, SheetLayout sheet, bool isFirst, string extent)
    {
        xml.Start("sheetPr");
        if (isFirst)
        {
            xml.Empty("tabColor", ("rgb", $"FF{OfficeTheme.Primary}"));
        }

        xml.Empty("pageSetUpPr", ("fitToPage", 1));
        xml.WriteEndElement();
        xml.Empty("dimension", ("ref", extent));
        xml.Start("sheetViews");
        xml.Start("sheetView", ("showGridLines", 0), ("tabSelected", isFirst ? 1 : 0), ("workbookViewId", 0));
        if (sheet.IsList)
        {
            xml.Empty("pane", ("ySplit", 1), ("topLeftCell", "A2"), ("activePane", "bottomLeft"), ("state", "frozen"));
            xml.Empty("selection", ("pane", "bottomLeft"), ("activeCell", "A2"), ("sqref", "A2"));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Empty("sheetFormatPr", ("defaultRowHeight", SheetLayout.RowHeight));
    }

    private static void Columns(XmlWriter xml, double[] widths)
    {
        xml.Start("cols");
        foreach (var (at, width) in widths.Index())
        {
            xml.Empty("col", ("min", at + 1), ("max", at + 1), ("width", width), ("customWidth", 1));
        }

        xml.WriteEndElement();
    }

    private static void Links(XmlWriter xml, SheetLinks links)
    {
        if (links.Targets.Count == 0)
        {
            return;
        }

        xml.Start("hyperlinks");
        foreach (var (cell, id) in links.Targets)
        {
            xml.Reference("hyperlink", id, ("ref", cell));
        }

        xml.WriteEndElement();
    }

    private static void Page(XmlWriter xml, SheetLayout sheet, string footer)
    {
        const int A4 = 9;
        xml.Empty("pageMargins", ("left", 0.5), ("right", 0.5), ("top", 0.6), ("bottom", 0.7), ("header", 0.3), ("footer", 0.3));
        var pages = !sheet.IsList && sheet.LastRow < RowsOfOnePage ? 1 : 0;
        xml.Empty("pageSetup", ("paperSize", A4), ("fitToWidth", 1), ("fitToHeight", pages), ("orientation", HasTallCharts(sheet) ? "portrait" : "landscape"));
        xml.Start("headerFooter");
        xml.WriteElementString("oddFooter", SheetElements.Main, footer);
        xml.WriteEndElement();
    }

    /// <summary>More rows of charts than an oblong page is high: a page's end would cut one.</summary>
    private static bool HasTallCharts(SheetLayout sheet) => sheet.Charts.Count > 2;

    private static void Tables(XmlWriter xml, SheetLayout sheet)
    {
        if (sheet.Tables.Count == 0)
        {
            return;
        }

        xml.Start("tableParts", ("count", sheet.Tables.Count));
        foreach (var table in sheet.Tables)
        {
            xml.Reference("tablePart", TableId(table));
        }

        xml.WriteEndElement();
    }
}
