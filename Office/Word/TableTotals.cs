using Webhooks.Office.Tables;

namespace Webhooks.Office.Word;

internal static class TableTotals
{
    /// <returns>Sum of the numbers of a column; what is none counts nothing.</returns>
    public static Cell Of(DataTable table, int column) => new Cell.Number(table.Rows.Sum(row => row[column] is Cell.Number number ? number.Value : 0));
}
