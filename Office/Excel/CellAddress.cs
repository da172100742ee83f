namespace Webhooks.Office.Excel;

/// <summary>Names of cells. Rows and columns count from 0 here, and from 1 and A in the names.</summary>
internal static class CellAddress
{
    public const int MaximumRows = 1_048_576;
    public const int MaximumColumns = 16_384;

    public static string Column(int column) => (column < 26 ? "" : Column((column / 26) - 1)) + (char)('A' + (column % 26));

    public static string Of(int column, int row) => $"{Column(column)}{row + 1}";

    /// <summary>One cell, of any sheet: <c>Costs!$B$1</c>.</summary>
    public static string Single(string sheet, int column, int row) => $"{Quoted(sheet)}!${Column(column)}${row + 1}";

    public static string Range(int firstColumn, int firstRow, int lastColumn, int lastRow) => $"{Of(firstColumn, firstRow)}:{Of(lastColumn, lastRow)}";

    /// <summary>Cells below each other, of any sheet: <c>Costs!$B$2:$B$8</c>.</summary>
    public static string Range(string sheet, int column, int firstRow, int rows) =>
        $"{Single(sheet, column, firstRow)}:${Column(column)}${firstRow + rows}";

    /// <summary>Names that could be read as something else, as A1 or R1C1, stand in quotes; so do those of more than letters and digits.</summary>
    public static string Quoted(string sheet)
    {
        var isPlain = sheet.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && sheet.TakeWhile(char.IsAsciiLetter).Count() > 3;
        return isPlain ? sheet : $"'{sheet.Replace("'", "''")}'";
    }
}
