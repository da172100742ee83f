using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Charts;
using Webhooks.Office.Excel;
using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>A week's numbers and all rows that they are sums of.</summary>
internal static class WeeklyWorkbook
{
    private const int MostAuthors = 15;
    private const int MostRepositories = 20;

    public static Workbook Of(ReportContent content)
    {
        var tables = new WorkbookTables(content);
        return new Workbook
        {
            Properties = ReportProperties.Of(content, "Metrics"),
            Sheets =
            [
                Summary(content, tables),
                Sheet("Commits", tables.Commits()),
                Sheet("Pull requests", tables.PullRequests()),
                Sheet("Tickets", tables.Tickets()),
                Sheet("Deployments", tables.Deployments()),
                Sheet("Costs", tables.Costs()),
                Sheet("Deliveries", Deliveries(content)),
            ],
        };
    }

    /// <summary>Without rows when they could not be counted.</summary>
    private static DataTable Deliveries(ReportContent content)
    {
        var table = ReportTables.Completeness(content.Data.Completeness);
        return content.IsMissing(ReportSources.Deliveries) && content.Data.Completeness.Deliveries == 0 ? table with { Rows = [] } : table;
    }

    private static Sheet Sheet(string name, DataTable table) => new() { Name = name, Tables = [table] };

    private static Sheet Summary(ReportContent content, WorkbookTables tables)
    {
        var charts = new ReportCharts(content);
        List<(DataTable Table, SheetChart Chart)> spread =
        [
            Spread(TableNames.CommitsByDay, ReportCharts.CommitsByDay, "Day", ColumnNames.Commits, ChartKind.Column, charts.CommitDays()),
            Spread(TableNames.CommitsByAuthor, ReportCharts.CommitsByAuthor, "Author", ColumnNames.Commits, ChartKind.Bar, charts.Authors(MostAuthors)),
            Spread(TableNames.CommitsByRepository, ReportCharts.CommitsByRepository, "Repository", ColumnNames.Commits, ChartKind.Bar, charts.Repositories(MostRepositories)),
            Spread(TableNames.TicketsByDay, ReportCharts.TicketsByDay, "Day", ColumnNames.Tickets, ChartKind.Column, charts.TicketDays()),
            .. charts.Currencies().Select(currency => Services(currency, charts.Services(currency))),
        ];
        return new Sheet
        {
            Name = "Summary",
            Heading = $"{content.Organisation} · {ReportNames.Period(content.Edition)} · {ReportNames.Edition(content.Edition)}",
            Figures = [.. ReportCards.Of(content, ReportFigure.TicketsCompleted, ReportFigure.PullRequestsMerged, ReportFigure.Deployments, ReportFigure.Commits), .. ReportCards.Costs(content)],
            Tables = [tables.KeyFigures(), .. spread.Where(each => each.Table.Rows.Count > 0).Select(each => each.Table)],
            Charts = [.. spread.Where(each => IsWorthAChart(each.Table)).Select(each => each.Chart)],
        };
    }

    private static bool IsWorthAChart(DataTable table) => table.Rows.Count > 1 && table.Rows.Any(row => row[1] is Cell.Number { Value: not 0 });

    private static (DataTable Table, SheetChart Chart) Spread(string table, string title, string nameHeader, string countHeader, ChartKind kind, IReadOnlyList<Tally> tallies) =>
    (
        ReportTables.Counts(table, title, nameHeader, countHeader, tallies),
        new SheetChart { Kind = kind, Title = title, AltText = $"{title}: {ReportCharts.Told(tallies)}", Table = table, CategoryColumn = nameHeader, ValueColumns = [countHeader] });

    private static (DataTable Table, SheetChart Chart) Services(string currency, IReadOnlyList<(string Service, decimal Cost)> costs)
    {
        var table = ReportTables.CostByService(currency, costs);
        return (table, new SheetChart
        {
            Kind = ChartKind.Bar,
            Title = ReportCharts.CostByService(currency),
            AltText = table.AltText,
            Table = table.Name,
            CategoryColumn = "Service",
            ValueColumns = [ColumnNames.Cost],
        });
    }
}
