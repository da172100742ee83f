using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>A table and where it stands. Rows count from 0; its first column is the sheet's.</summary>
/// <param name="Table">Checked.</param>
/// <param name="Sheet">Name of its sheet.</param>
/// <param name="Id">Unique in the workbook, from 1.</param>
/// <param name="HeaderRow">Data begin below it.</param>
internal sealed record PlacedTable(DataTable Table, string Sheet, int Id, int HeaderRow)
{
    /// <summary>Excel opens no table without a row: an empty one has a row without values.</summary>
    public int DataRows => Math.Max(1, Table.Rows.Count);

    public int FirstRow => HeaderRow + 1;

    public int LastDataRow => HeaderRow + DataRows;

    public bool HasTotals => Table.Columns.Any(column => column.HasTotal);

    /// <summary>With the row of totals.</summary>
    public int LastRow => LastDataRow + (HasTotals ? 1 : 0);

    public int LastColumn => Table.Columns.Count - 1;

    public string Header(int column) => CellText.Header(Table.Columns[column].Header);

    public decimal Total(int column) => Table.Rows.Sum(row => row[column] is Cell.Number number ? number.Value : 0);

    /// <summary>What a total row says in front of its sums; null when the sums begin in its first column.</summary>
    public string? TotalLabel => Table.Columns[0].HasTotal ? null : "Total";

    /// <summary>The sum of the rows that a filter lets through.</summary>
    public string TotalFormula(int column)
    {
        var header = Header(column).Replace("'", "''").Replace("#", "'#").Replace("[", "'[").Replace("]", "']");
        return $"SUBTOTAL(109,{Table.Name}[{header}])";
    }
}
