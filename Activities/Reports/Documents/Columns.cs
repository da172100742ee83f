using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

internal static class Columns
{
    public static Column Text(string header, double weight) => new() { Header = header, Kind = ColumnKind.Text, Weight = weight };

    public static Column Number(string header, double weight) => new() { Header = header, Kind = ColumnKind.Count, Weight = weight };

    public static Column Moment(string header, double weight) => new() { Header = header, Kind = ColumnKind.Moment, Weight = weight };
}
