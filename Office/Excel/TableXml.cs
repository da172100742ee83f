using System.Xml.Linq;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>The part that makes a range a table: with filter, style and totals, and what somebody who does not see it is told.</summary>
internal static class TableXml
{
    private static readonly XNamespace Main = SheetElements.Main;
    private static readonly XNamespace Extension = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";

    public static XDocument Of(PlacedTable table) =>
        new(
            new XDeclaration("1.0", "utf-8", "yes"),
            new XElement(
                Main + "table",
                new XAttribute("id", table.Id),
                new XAttribute("name", table.Table.Name),
                new XAttribute("displayName", table.Table.Name),
                new XAttribute("ref", CellAddress.Range(0, table.HeaderRow, table.LastColumn, table.LastRow)),
                table.HasTotals ? new XAttribute("totalsRowCount", 1) : new XAttribute("totalsRowShown", 0),
                new XElement(Main + "autoFilter", new XAttribute("ref", CellAddress.Range(0, table.HeaderRow, table.LastColumn, table.LastDataRow))),
                new XElement(
                    Main + "tableColumns",
                    new XAttribute("count", table.Table.Columns.Count),
                    table.Table.Columns.Select((column, at) => Column(table, column, at))),
                new XElement(
                    Main + "tableStyleInfo",
                    new XAttribute("name", StylesXml.TableStyle),
                    new XAttribute("showFirstColumn", 0),
                    new XAttribute("showLastColumn", 0),
                    new XAttribute("showRowStripes", 1),
                    new XAttribute("showColumnStripes", 0)),
                new XElement(
                    Main + "extLst",
                    new XElement(
                        Main + "ext",
                        new XAttribute("uri", "{504A1905-F514-4f6f-8877-14C23A59335A}"),
                        new XAttribute(XNamespace.Xmlns + "x14", Extension),
                        new XElement(
                            Extension + "table",
                            new XAttribute("altText", OfficeText.Clean(table.Table.Caption ?? table.Table.Name)),
                            new XAttribute("altTextSummary", OfficeText.Clean(table.Table.AltText)))))));

    private static XElement Column(PlacedTable table, Column column, int at) =>
        new(
            Main + "tableColumn",
            new XAttribute("id", at + 1),
            new XAttribute("name", CellText.Escaped(table.Header(at))),
            table.HasTotals && at == 0 && table.TotalLabel is { } label ? new XAttribute("totalsRowLabel", label) : null,
            column.HasTotal ? new XAttribute("totalsRowFunction", "sum") : null);
}
