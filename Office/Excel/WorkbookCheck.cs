using System.Buffers;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>What Excel would repair or refuse is refused here, where it can still be said what is wrong.</summary>
internal static class WorkbookCheck
{
    private const int LongestSheetName = 31;
    private const int LongestTableName = 255;
    private static readonly SearchValues<char> NotInSheetNames = SearchValues.Create("[]:*?/\\");

    /// <exception cref="ArgumentException">Names the sheet, table or chart.</exception>
    public static void Of(IReadOnlyList<Sheet> sheets)
    {
        if (Mistakes(sheets).FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(sheets));
        }
    }

    private static IEnumerable<string> Mistakes(IReadOnlyList<Sheet> sheets)
    {
        if (sheets.Count == 0)
        {
            return ["A workbook has at least one sheet."];
        }

        var tables = sheets.SelectMany(sheet => sheet.Tables).ToList();
        return
        [
            .. Twice(sheets.Select(sheet => sheet.Name)).Select(name => $"Two sheets are called '{name}'."),
            .. Twice(tables.Select(table => table.Name)).Select(name => $"Two tables are called '{name}'."),
            .. sheets.SelectMany(Mistakes),
            .. tables.SelectMany(Mistakes),
            .. sheets.SelectMany(sheet => sheet.Charts).SelectMany(chart => Mistakes(chart, tables)),
        ];
    }

    private static IEnumerable<string> Mistakes(Sheet sheet)
    {
        if (sheet.Name.Length is 0 or > LongestSheetName)
        {
            yield return $"The name of the sheet '{sheet.Name}' has {sheet.Name.Length} characters; Excel allows 1 to {LongestSheetName}.";
        }
        else if (sheet.Name.AsSpan().ContainsAny(NotInSheetNames) || OfficeText.Clean(sheet.Name) != sheet.Name || sheet.Name.Trim('\'') != sheet.Name
            || sheet.Name.Equals("History", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"'{sheet.Name}' is no name for a sheet: Excel allows none of []:*?/\\, no controls, no apostrophe at its ends, and keeps 'History' for itself.";
        }

        if (SheetLayout.Of(sheet, 1).LastRow >= CellAddress.MaximumRows)
        {
            yield return $"The sheet '{sheet.Name}' has {sheet.Tables.Sum(table => (long)table.Rows.Count)} rows of data; Excel's sheets have {CellAddress.MaximumRows} rows.";
        }
    }

    private static IEnumerable<string> Mistakes(DataTable table)
    {
        // Fewer letters, and digits behind them, could be a cell: A1, R1C1.
        if (table.Name.Length is 0 or > LongestTableName
            || !table.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            || table.Name.TakeWhile(char.IsAsciiLetter).Count() < 4)
        {
            yield return $"'{table.Name}' is no name for a table: letters, digits and underscores, at least four letters first.";
        }

        if (table.Columns.Count is 0 or > CellAddress.MaximumColumns)
        {
            yield return $"The table '{table.Name}' has {table.Columns.Count} columns; Excel allows 1 to {CellAddress.MaximumColumns}.";
        }

        var headers = table.Columns.Select(column => CellText.Header(column.Header)).ToList();
        if (headers.Contains(""))
        {
            yield return $"A column of the table '{table.Name}' has no header.";
        }

        foreach (var header in Twice(headers))
        {
            yield return $"Two columns of the table '{table.Name}' are called '{header}'.";
        }

        foreach (var (at, row) in table.Rows.Index().Where(row => row.Item.Count != table.Columns.Count))
        {
            yield return $"Row {at + 1} of the table '{table.Name}' has {row.Count} cells for {table.Columns.Count} columns.";
        }
    }

    private static IEnumerable<string> Mistakes(SheetChart chart, List<DataTable> tables)
    {
        if (tables.Find(table => table.Name == chart.Table) is not { } table)
        {
            return [$"The chart '{chart.Title}' is of the table '{chart.Table}', which is not there."];
        }

        if (table.Rows.Count == 0)
        {
            return [$"The chart '{chart.Title}' is of the table '{chart.Table}', which has no row."];
        }

        return chart.ValueColumns.Count == 0
            ? [$"The chart '{chart.Title}' has no column of values."]
            : chart.ValueColumns.Prepend(chart.CategoryColumn).Where(header => table.Columns.All(column => column.Header != header))
                .Select(header => $"The chart '{chart.Title}' is of the column '{header}', which the table '{chart.Table}' does not have.");
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()).Select(same => same.Key);
}
