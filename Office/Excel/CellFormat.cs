using System.Globalization;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>Which format a cell has: its column's, or that of its own type where it is of another.</summary>
internal static class CellFormat
{
    /// <summary>Serial numbers before it are a day off: Excel counts a 29th of February 1900 that never was.</summary>
    private static readonly DateTime FirstTrueSerial = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    public static CellStyle OfNumber(decimal value, ColumnKind column) =>
        column switch
        {
            ColumnKind.Count => CellStyle.Count,
            ColumnKind.Money => CellStyle.Money,
            ColumnKind.Share => CellStyle.Share,
            ColumnKind.Text or ColumnKind.Day or ColumnKind.Moment => decimal.IsInteger(value) ? CellStyle.Count : CellStyle.Money,
        };

    public static CellStyle OfTotal(decimal value, ColumnKind column) =>
        OfNumber(value, column) switch
        {
            CellStyle.Money => CellStyle.TotalMoney,
            CellStyle.Share => CellStyle.TotalShare,
            _ => CellStyle.TotalCount,
        };

    public static CellStyle OfHeader(ColumnKind column) =>
        column is ColumnKind.Count or ColumnKind.Money or ColumnKind.Share ? CellStyle.HeaderRight : CellStyle.HeaderLeft;

    /// <summary>As a reader of the cell sees it.</summary>
    public static string Shown(decimal value, ColumnKind column) =>
        OfNumber(value, column) switch
        {
            CellStyle.Money => value.ToString("N2", CultureInfo.InvariantCulture),
            CellStyle.Share => value.ToString("P1", CultureInfo.InvariantCulture),
            _ => value.ToString("N0", CultureInfo.InvariantCulture),
        };

    /// <summary>Excel's number of a moment; null for one that it has none for.</summary>
    public static double? Serial(DateTime moment) => moment < FirstTrueSerial ? null : moment.ToOADate();
}
