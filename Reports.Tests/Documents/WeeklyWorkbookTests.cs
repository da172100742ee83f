using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Office.Excel;
using Webhooks.Office.Tables;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

public sealed class WeeklyWorkbookTests
{
    [Fact]
    public void A_workbook_has_a_summary_and_a_sheet_of_all_rows_for_each_source()
    {
        var workbook = Workbook("rich");

        Assert.Equal(["Summary", "Commits", "Pull requests", "Tickets", "Deployments", "Costs", "Deliveries"], workbook.Sheets.Select(sheet => sheet.Name));
        Assert.All(workbook.Sheets.Skip(1), sheet => Assert.Single(sheet.Tables));
        Assert.Equal([212, 26, 44, 31, 49], workbook.Sheets.Skip(1).Take(5).Select(sheet => sheet.Tables[0].Rows.Count));
        Assert.Equal(workbook.Sheets.SelectMany(sheet => sheet.Tables).Count(), workbook.Sheets.SelectMany(sheet => sheet.Tables).Select(table => table.Name).Distinct().Count());
    }

    [Fact]
    public void Charts_stand_over_tables_of_the_summary()
    {
        var summary = Workbook("rich").Sheets[0];

        Assert.Equal(
            [TableNames.CommitsByDay, TableNames.CommitsByAuthor, TableNames.CommitsByRepository, TableNames.TicketsByDay, "CostByService_EUR"], summary.Charts.Select(chart => chart.Table));
        Assert.All(summary.Charts, chart => Assert.Contains(summary.Tables, table => table.Name == chart.Table));
    }

    [Fact]
    public void Nothing_has_no_chart() => Assert.Empty(Workbook("empty").Sheets[0].Charts);

    [Fact]
    public void Key_figures_are_numbers_beside_those_of_the_week_before()
    {
        var rows = Workbook("rich").Sheets[0].Tables[0].Rows.ToDictionary(row => ((Cell.Text)row[0]).Value);

        Assert.Equal((new Cell.Number(212), new Cell.Number(188), new Cell.Number(0.1277m)), (rows["Commits"][1], rows["Commits"][2], rows["Commits"][3]));
    }

    [Fact]
    public void What_was_not_read_is_an_empty_cell()
    {
        var rows = Workbook("partial").Sheets[0].Tables[0].Rows.ToDictionary(row => ((Cell.Text)row[0]).Value);

        Assert.Equal((Cell.Empty, Cell.Empty), (rows["Tickets completed"][1], rows["Tickets completed"][3]));
    }

    [Fact]
    public void Times_are_of_the_reports_zone()
    {
        var moment = (Cell.Moment)Workbook("rich").Sheets[1].Tables[0].Rows[0][0];

        Assert.Equal((TimeSpan.FromHours(1), 17), (moment.Value.Offset, moment.Value.Hour));
    }

    [Fact]
    public void Costs_of_two_currencies_have_no_total()
    {
        var costs = new ReportCosts { IsKnown = true, Costs = [SampleReport.Cost(16, "Storage", 1), SampleReport.Cost(16, "Storage", 2, "USD")] };

        var sheets = WeeklyWorkbook.Of(SampleReport.Weekly(SampleData.Week with { Costs = costs }).Content).Sheets;

        Assert.False(sheets[5].Tables[0].Columns[2].HasTotal);
        Assert.Equal(["CostByService_USD", "CostByService_EUR"], sheets[0].Tables.Select(table => table.Name).Where(name => name.StartsWith("Cost", StringComparison.Ordinal)));
        Assert.True(Workbook("rich").Sheets[5].Tables[0].Columns[2].HasTotal);
    }

    private static Workbook Workbook(string name) => WeeklyWorkbook.Of(SampleReports.Weekly(name).Content);
}
