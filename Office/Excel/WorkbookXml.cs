using System.Xml.Linq;

namespace Webhooks.Office.Excel;

/// <summary>The part that lists the sheets and what is repeated on the pages of each.</summary>
internal static class WorkbookXml
{
    private static readonly XNamespace Main = SheetElements.Main;
    private static readonly XNamespace Relationships = SheetElements.Relationships;

    public static XDocument Of(IReadOnlyList<SheetLayout> sheets)
    {
        var titles = sheets.Index().Where(sheet => sheet.Item.IsList).Select(sheet => new XElement(
            Main + "definedName",
            new XAttribute("name", "_xlnm.Print_Titles"),
            new XAttribute("localSheetId", sheet.Index),
            $"{CellAddress.Quoted(sheet.Item.Name)}!$1:$1")).ToList();
        return new XDocument(
            new XDeclaration("1.0", "utf-8", "yes"),
            new XElement(
                Main + "workbook",
                new XAttribute(XNamespace.Xmlns + "r", Relationships),
                new XElement(Main + "workbookPr"),
                new XElement(Main + "bookViews", new XElement(Main + "workbookView", new XAttribute("activeTab", 0))),
                new XElement(
                    Main + "sheets",
                    sheets.Select((sheet, at) => new XElement(
                        Main + "sheet",
                        new XAttribute("name", sheet.Name),
                        new XAttribute("sheetId", at + 1),
                        new XAttribute(Relationships + "id", $"sheet{at + 1}")))),
                titles.Count == 0 ? null : new XElement(Main + "definedNames", titles)));
    }
}
