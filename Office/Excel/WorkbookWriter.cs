using System.Text;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Packaging;

namespace Webhooks.Office.Excel;

/// <summary>Writes a workbook as Excel and LibreOffice open it. The same workbook gives the same bytes.</summary>
public static class WorkbookWriter
{
    /// <returns>The file, <c>.xlsx</c>. The first sheet is the one that opens.</returns>
    /// <exception cref="ArgumentException">A name is missing, there twice or not Excel's; a row has other cells than its table has columns; a chart
    /// is of columns that are not there; there are more rows than a sheet has.</exception>
    public static byte[] Write(Workbook workbook) => Write(workbook.Sheets, workbook.Properties);

    /// <param name="sheets">At least one.</param>
    /// <param name="properties">Null for a workbook that is part of another document.</param>
    internal static byte[] Write(IReadOnlyList<Sheet> sheets, DocumentProperties? properties)
    {
        WorkbookCheck.Of(sheets);
        var layouts = Layouts(sheets);
        using var file = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = package.AddNewPart<WorkbookPart>("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "rId1");
            ThemeWriter.Write(book.AddNewPart<ThemePart>("theme"));
            Feed(book.AddNewPart<WorkbookStylesPart>("styles"), StylesXml.Xml);
            var tables = layouts.SelectMany(layout => layout.Tables).ToDictionary(table => table.Table.Name, StringComparer.Ordinal);
            var footer = Footer(properties?.Title ?? "");
            foreach (var (at, layout) in layouts.Index())
            {
                WriteSheet(book.AddNewPart<WorksheetPart>($"sheet{at + 1}"), layout, tables, isFirst: at == 0, footer);
            }

            Save(WorkbookXml.Of(layouts), book);
            if (properties is not null)
            {
                PropertiesWriter.Write(package, properties);
            }
        }

        return FixedPackage.Of(file);
    }

    private static List<SheetLayout> Layouts(IReadOnlyList<Sheet> sheets)
    {
        var layouts = new List<SheetLayout>();
        var nextTable = 1;
        foreach (var sheet in sheets)
        {
            layouts.Add(SheetLayout.Of(sheet, nextTable));
            nextTable += sheet.Tables.Count;
        }

        return layouts;
    }

    private static void WriteSheet(WorksheetPart part, SheetLayout layout, Dictionary<string, PlacedTable> tables, bool isFirst, string footer)
    {
        var widths = ColumnWidths.Of(layout);
        foreach (var table in layout.Tables)
        {
            Save(TableXml.Of(table), part.AddNewPart<TableDefinitionPart>(SheetXml.TableId(table)));
        }

        string? drawing = null;
        if (layout.Charts.Count > 0)
        {
            drawing = "drawing1";
            SheetDrawing.Write(part.AddNewPart<DrawingsPart>(drawing), layout, widths, tables);
        }

        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        SheetXml.Write(stream, layout, widths, new SheetLinks(part), isFirst, footer, drawing);
    }

    /// <summary>
    /// Title, sheet, page. An ampersand begins a command there, and Excel reads no more than 255 letters. Digits behind a size would belong to
    /// it: the font between them keeps them apart.
    /// </summary>
    private static string Footer(string title)
    {
        var shown = CellText.Header(title);
        return $"&L&8&\"-,Regular\"{(shown.Length > 80 ? shown[..80] : shown).Replace("&", "&&")}&C&8&A&R&8Page &P of &N";
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(xml), writable: false);
        part.FeedData(content);
    }

    internal static void Save(XDocument xml, OpenXmlPart part)
    {
        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        xml.Save(stream, SaveOptions.DisableFormatting);
    }
}
