using System.Globalization;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Word;

/// <summary>A value as it is read.</summary>
internal static class CellText
{
    public static string Of(Cell cell, ColumnKind kind) => cell switch
    {
        Cell.Text text => text.Value,
        Cell.Number number => Of(number.Value, kind),
        Cell.Day day => day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Cell.Moment moment => moment.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        Cell.Link link => link.Value,
        _ => throw new ArgumentException($"There is no way to show {cell.GetType().Name}.", nameof(cell)),
    };

    public static bool IsRight(Cell cell) => cell is Cell.Number;

    private static string Of(decimal value, ColumnKind kind) => kind switch
    {
        ColumnKind.Count => value.ToString("#,##0", CultureInfo.InvariantCulture),
        ColumnKind.Money => value.ToString("#,##0.00", CultureInfo.InvariantCulture),
        ColumnKind.Share => (value * 100).ToString("0.#", CultureInfo.InvariantCulture) + "\u00A0%",
        ColumnKind.Text or ColumnKind.Day or ColumnKind.Moment => value.ToString("#,##0.##", CultureInfo.InvariantCulture),
    };
}
