using Temporalio.Exceptions;
using Webhooks.Activities;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Office;
using Webhooks.Office.Charts;
using Webhooks.Office.Excel;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

/// <summary>A document with a number that is not the sum of its data is never written. Each test changes one number.</summary>
public sealed class ReportCheckTests
{
    private static readonly SampleReport Day = SampleReports.Daily("rich");
    private static readonly SampleReport Week = SampleReports.Weekly("rich");

    public static TheoryData<string> Names => SampleReports.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Documents_of_every_sample_add_up(string name)
    {
        var (day, week) = (SampleReports.Daily(name), SampleReports.Weekly(name));

        ReportCheck.Require(day.Edition, day.Data, ShownNumbers.Of(DailyWord.Of(day.Content)));
        ReportCheck.Require(week.Edition, week.Data, ShownNumbers.Of(WeeklyWord.Of(week.Content)));
        ReportCheck.Require(week.Edition, week.Data, ShownNumbers.Of(WeeklyWorkbook.Of(week.Content)));
        ReportCheck.Require(week.Edition, week.Data, ShownNumbers.Of(WeeklyDeck.Of(week.Content)));
    }

    [Fact]
    public void Each_figure_of_the_edition_is_counted_again()
    {
        var figures = Day.Edition.Figures;
        (string, ReportFigures)[] wrong =
        [
            ("Commits: 15, but the data have 14", figures with { Commits = 15 }),
            ("Authors", figures with { Authors = 1 }),
            ("Repositories", figures with { Repositories = 9 }),
            ("Pull requests merged", figures with { PullRequestsMerged = 0 }),
            ("Tickets", figures with { Tickets = 8 }),
            ("Tickets completed", figures with { TicketsCompleted = 7 }),
            ("Deployments", figures with { Deployments = 4 }),
            ("Deployments failed", figures with { DeploymentsFailed = 0 }),
            ("Costs in EUR", figures with { Costs = [new CurrencyTotal("EUR", 1)] }),
            ("Costs in USD", figures with { Costs = [new CurrencyTotal("USD", 1)] }),
            ("Currencies", figures with { Costs = [] }),
        ];

        Assert.All(wrong, each => Assert.Contains(each.Item1, Fault(Day.Edition with { Figures = each.Item2 }, Day.Data), StringComparison.Ordinal));
    }

    [Fact]
    public void A_commit_counts_once()
    {
        var data = Day.Data with { Commits = [.. Day.Data.Commits, Day.Data.Commits[0]] };

        Assert.Contains("1 commit is there twice.", Fault(Day.Edition with { Figures = ReportFigures.Of(data) }, data), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_delivery_has_one_outcome()
    {
        var counts = Day.Data.Completeness;
        Completeness[] wrong =
        [
            counts with { Deliveries = counts.Deliveries + 1 }, counts with { Included = 0 }, counts with { Open = 9 }, counts with { Duplicates = 9 }, counts with { Quarantined = 0 },
            counts with { Filtered = counts.Filtered + 1 }, counts with { Late = counts.Deliveries + 1 }, counts with { Rules = [new RuleCount("ping", 1)] },
        ];

        Assert.All(wrong, each => Assert.NotEqual("", Fault(Day.Edition, Day.Data with { Completeness = each })));
    }

    [Fact]
    public void A_card_shows_what_was_counted()
    {
        Assert.Contains("The card Commits: 13", Fault(Cards(card => card with { Value = card.Label == "Commits" ? "13" : card.Value })), StringComparison.Ordinal);
        Assert.Contains("The card Azure costs", Fault(Cards(card => card with { Value = card.Label == "Azure costs" ? "EUR 1.00" : card.Value })), StringComparison.Ordinal);
        Assert.Contains("Nobody knows what the card Bugs shows", Fault(Cards(card => card with { Label = card.Label == "Commits" ? "Bugs" : card.Label })), StringComparison.Ordinal);
        Assert.Contains("does not say whether its source was read", Fault(Cards(card => card with { Value = card.Label == "Commits" ? "not known" : card.Value })), StringComparison.Ordinal);
        Assert.Contains("does not say whether its source was read", Fault(Day.Missing(ReportSources.Commits).Edition, Day.Data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableNames.PullRequests)]
    [InlineData(TableNames.Tickets)]
    [InlineData(TableNames.Deployments)]
    [InlineData("Commits_1")]
    [InlineData(TableNames.Completeness)]
    [InlineData("CostByService_EUR")]
    public void A_table_has_all_its_rows(string name)
    {
        Assert.NotEqual("", Fault(Tables(name, table => table with { Rows = [.. table.Rows.Skip(1)] })));
        Assert.NotEqual("", Fault(Tables(name, table => table with { Name = "Unknown" })));
    }

    [Theory]
    [InlineData(TableNames.PullRequests, "merged")]
    [InlineData(TableNames.Tickets, "completed")]
    [InlineData(TableNames.Deployments, "failed")]
    public void The_rows_that_a_figure_counts_are_marked(string name, string mark) =>
        Assert.Contains($"that are {mark}", Fault(Tables(name, table => table with { Rows = [.. table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(cell => cell is Cell.Text { Value: var text } && text == mark ? new Cell.Text("other") : cell)])] })), StringComparison.Ordinal);

    [Fact]
    public void What_a_table_leaves_out_is_counted_as_it_is_said()
    {
        var large = SampleReport.Daily(SampleData.Large);
        var report = DailyWord.Of(large.Content);
        ReportCheck.Require(large.Edition, large.Data, ShownNumbers.Of(report));

        var silent = report with { Blocks = [.. report.Blocks.Where(block => block is not WordBlock.Markdown { Text: var text } || !text.StartsWith("And ", StringComparison.Ordinal))] };

        Assert.Contains("Rows of commits", Fault(large, ShownNumbers.Of(silent)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportCharts.CommitsByAuthor)]
    [InlineData(ReportCharts.CommitsByRepository)]
    [InlineData("Cost by service (EUR)")]
    public void A_chart_adds_up_to_its_figure(string title)
    {
        Assert.Contains($"The chart {title}", Fault(Charts(title, chart => chart with { Series = [chart.Series[0] with { Values = [1, .. chart.Series[0].Values.Skip(1)] }] })), StringComparison.Ordinal);
        Assert.Contains("Nobody knows what the chart Other", Fault(Charts(title, chart => chart with { Title = "Other" })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_has_every_row_and_charts_over_tables_that_are_there()
    {
        var workbook = WeeklyWorkbook.Of(Week.Content);
        foreach (var name in workbook.Sheets.SelectMany(sheet => sheet.Tables).Select(table => table.Name))
        {
            Assert.NotEqual("", Fault(Week, ShownNumbers.Of(Sheets(workbook, table => table.Name == name ? table with { Rows = [.. table.Rows.Skip(1)] } : table))));
        }

        Assert.Contains("has no table", Fault(Week, ShownNumbers.Of(Sheets(workbook, chart: chart => chart with { Table = "Gone" }))), StringComparison.Ordinal);
        Assert.Contains("a column that is not there", Fault(Week, ShownNumbers.Of(Sheets(workbook, chart: chart => chart with { ValueColumns = ["Gone"] }))), StringComparison.Ordinal);
        Assert.Contains("The key figure Commits", Fault(Week, ShownNumbers.Of(Sheets(workbook, table => table.Name != TableNames.KeyFigures ? table : table with { Rows = [[new Cell.Text("Commits"), new Cell.Number(7), Cell.Empty, Cell.Empty]] }))), StringComparison.Ordinal);
        Assert.Contains("left empty", Fault(Week, ShownNumbers.Of(Sheets(workbook, table => table.Name != TableNames.KeyFigures ? table : table with { Rows = [[new Cell.Text("Commits"), Cell.Empty, Cell.Empty, Cell.Empty]] }))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_there_once()
    {
        var report = DailyWord.Of(Day.Content);
        var twice = report with { Blocks = [.. report.Blocks, report.Blocks.First(block => block is WordBlock.Table { Data.Name: TableNames.Tickets })] };

        Assert.Contains("The table Tickets is there 2 times.", Fault(ShownNumbers.Of(twice)), StringComparison.Ordinal);
    }

    [Fact]
    public void Costs_have_every_row_and_every_cent()
    {
        var workbook = WeeklyWorkbook.Of(Week.Content);
        ShownNumbers Changed(Func<IReadOnlyList<IReadOnlyList<Cell>>, IReadOnlyList<IReadOnlyList<Cell>>> change) =>
            ShownNumbers.Of(Sheets(workbook, table => table.Name == TableNames.Costs ? table with { Rows = change(table.Rows) } : table));

        Assert.Contains("Rows of costs: 50, but the data have 49.", Fault(Week, Changed(rows => [.. rows, [rows[0][0], rows[0][1], new Cell.Number(0), rows[0][3]]])), StringComparison.Ordinal);
        Assert.Contains("The sum of all costs", Fault(Week, Changed(rows => [[rows[0][0], rows[0][1], new Cell.Number(0.01m), rows[0][3]], .. rows.Skip(1)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_chart_of_a_week_is_added_up()
    {
        var report = WeeklyWord.Of(Week.Content);
        List<string> titles = [.. report.Blocks.OfType<WordBlock.Picture>().Select(picture => picture.Chart.Title)];

        Assert.Equal(5, titles.Count);
        Assert.All(titles, title => Assert.Contains($"The chart {title}", Fault(Week, ShownNumbers.Of(report with { Blocks = [.. report.Blocks.Select(block => More(block, title))] })), StringComparison.Ordinal));

        static WordBlock More(WordBlock block, string title) => block is WordBlock.Picture { Chart: var chart } && chart.Title == title
            ? new WordBlock.Picture(chart with { Series = [chart.Series[0] with { Values = [chart.Series[0].Values[0] + 1, .. chart.Series[0].Values.Skip(1)] }, .. chart.Series.Skip(1)] })
            : block;
    }

    [Fact]
    public void A_deck_shows_what_was_counted()
    {
        var deck = WeeklyDeck.Of(Week.Content);
        var wrong = deck with { Slides = [.. deck.Slides.Select(slide => slide is Slide.Figures figures ? figures with { Values = [figures.Values[0] with { Value = "1" }] } : slide)] };
        var chart = deck with { Slides = [.. deck.Slides.Select(slide => slide is Slide.Charts charts ? charts with { Values = [charts.Values[0] with { Series = [new ChartSeries("x", [1])] }] } : slide)] };

        Assert.Contains("The card Tickets completed: 1", Fault(Week, ShownNumbers.Of(wrong)), StringComparison.Ordinal);
        Assert.Contains("The chart", Fault(Week, ShownNumbers.Of(chart)), StringComparison.Ordinal);
    }

    private static ShownNumbers Cards(Func<KeyFigure, KeyFigure> change) => Blocks(block => block is WordBlock.Figures figures ? new WordBlock.Figures([.. figures.Values.Select(change)]) : block);

    private static ShownNumbers Tables(string name, Func<DataTable, DataTable> change) => Blocks(block => block is WordBlock.Table table && table.Data.Name == name ? new WordBlock.Table(change(table.Data)) : block);

    private static ShownNumbers Charts(string title, Func<Chart, Chart> change) => Blocks(block => block is WordBlock.Picture picture && picture.Chart.Title == title ? new WordBlock.Picture(change(picture.Chart)) : block);

    private static ShownNumbers Blocks(Func<WordBlock, WordBlock> change)
    {
        var report = DailyWord.Of(Day.Content);
        return ShownNumbers.Of(report with { Blocks = [.. report.Blocks.Select(change)] });
    }

    private static Workbook Sheets(Workbook workbook, Func<DataTable, DataTable>? table = null, Func<SheetChart, SheetChart>? chart = null) => workbook with
    {
        Sheets = [.. workbook.Sheets.Select(sheet => sheet with { Tables = [.. sheet.Tables.Select(table ?? (each => each))], Charts = [.. sheet.Charts.Select(chart ?? (each => each))] })],
    };

    private static string Fault(ShownNumbers shown) => Fault(Day, shown);

    private static string Fault(SampleReport sample, ShownNumbers shown) => Fault(sample.Edition, sample.Data, shown);

    private static string Fault(ReportEdition edition, ReportData data, ShownNumbers? shown = null)
    {
        var failure = Assert.Throws<ApplicationFailureException>(() => ReportCheck.Require(edition, data, shown ?? ShownNumbers.Of(DailyWord.Of(Day.Content))));
        Assert.Equal((ErrorTypes.ReportInconsistent, true), (failure.ErrorType, failure.NonRetryable));
        return failure.Message;
    }
}
