using System.Globalization;
using System.IO.Packaging;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Webhooks.Office.Tests.Excel;

/// <summary>A workbook as a reader finds it: cells by their addresses.</summary>
internal sealed class OpenedWorkbook : IDisposable
{
    private readonly MemoryStream file;
    private readonly SpreadsheetDocument document;

    public OpenedWorkbook(byte[] bytes)
    {
        file = new MemoryStream(bytes, writable: false);
        document = SpreadsheetDocument.Open(file, isEditable: false);
    }

    public WorkbookPart Book => document.WorkbookPart!;

    public PackageProperties Properties => document.PackageProperties;

    public IReadOnlyList<string> SheetNames => [.. Book.Workbook.Sheets!.Elements<S.Sheet>().Select(sheet => sheet.Name!.Value!)];

    public IReadOnlyList<string> Mistakes() =>
        [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")];

    public WorksheetPart Sheet(string name) =>
        (WorksheetPart)Book.GetPartById(Book.Workbook.Sheets!.Elements<S.Sheet>().Single(sheet => sheet.Name == name).Id!.Value!);

    public IEnumerable<S.Cell> Cells(string sheet) => Sheet(sheet).Worksheet.Descendants<S.Cell>();

    public S.Cell Cell(string sheet, string address) => Cells(sheet).Single(cell => cell.CellReference == address);

    /// <summary>As Excel reads it: in files, <c>_x0041_</c> is the letter A.</summary>
    public string Text(string sheet, string address) => Text(Cell(sheet, address));

    public static string Text(S.Cell cell) =>
        Regex.Replace(cell.InlineString?.InnerText ?? "", "_x([0-9A-Fa-f]{4})_", code => ((char)Convert.ToInt32(code.Groups[1].Value, 16)).ToString(), RegexOptions.None, TimeSpan.FromSeconds(1));

    public decimal Number(string sheet, string address) => decimal.Parse(Cell(sheet, address).CellValue!.Text, CultureInfo.InvariantCulture);

    public DateTime Moment(string sheet, string address) => DateTime.FromOADate(double.Parse(Cell(sheet, address).CellValue!.Text, CultureInfo.InvariantCulture));

    public CellFormat Format(string sheet, string address) =>
        Book.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ElementAt((int)Cell(sheet, address).StyleIndex!.Value);

    public string NumberFormat(string sheet, string address)
    {
        var id = Format(sheet, address).NumberFormatId!.Value;
        return Book.WorkbookStylesPart!.Stylesheet.NumberingFormats!.Elements<NumberingFormat>().Single(format => format.NumberFormatId!.Value == id).FormatCode!.Value!;
    }

    public Table Table(string name) =>
        Book.WorksheetParts.SelectMany(sheet => sheet.TableDefinitionParts).Select(part => part.Table).Single(table => table.Name == name);

    /// <summary>What the cells of a range such as <c>Costs!$A$2:$A$8</c> hold, from top to bottom.</summary>
    public IReadOnlyList<string> Range(string formula)
    {
        var at = formula.LastIndexOf('!');
        var sheet = formula[..at].Trim('\'').Replace("''", "'");
        var ends = formula[(at + 1)..].Replace("$", "").Split(':');
        var column = ends[0].TrimEnd([.. "0123456789"]);
        var first = int.Parse(ends[0][column.Length..], CultureInfo.InvariantCulture);
        var last = int.Parse(ends[^1][column.Length..], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(first, last - first + 1).Select(row => Cell(sheet, $"{column}{row}")).Select(cell => cell.CellValue?.Text ?? Text(cell))];
    }

    public void Dispose()
    {
        document.Dispose();
        file.Dispose();
    }
}
