using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Office.Charts;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

public sealed class WeeklyWordTests
{
    [Fact]
    public void A_rich_week_has_its_sections_in_order()
    {
        var report = Report("rich");

        Assert.Equal("Week 47 of 2026 · 13 November 2026, 17:00 to 20 November 2026, 17:00 (Europe/Berlin)", report.Subtitle);
        Assert.Equal(["Executive summary", "Key figures", "Delivery", "Technical details", "Deployments and risks", "Metrics", "Outlook", "Completeness"], Headings(report, 1));
    }

    [Fact]
    public void Charts_have_a_bar_for_each_local_day_and_add_up()
    {
        var charts = Report("rich").Blocks.OfType<WordBlock.Picture>().Select(block => block.Chart).ToDictionary(chart => chart.Title);

        Assert.Equal(["Fri 13", "Sat 14", "Sun 15", "Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20"], charts[ReportCharts.CommitsByDay].Categories);
        Assert.Equal(212, charts[ReportCharts.CommitsByDay].Series[0].Values.Sum());
        Assert.Equal(212, charts[ReportCharts.CommitsByAuthor].Series[0].Values.Sum());
        Assert.Equal(SampleData.Week.Tickets.Count(ticket => ticket.IsCompleted), charts[ReportCharts.TicketsByDay].Series[0].Values.Sum());
        Assert.Equal((ChartKind.StackedColumn, 6, 7), (charts["Cost by day and service (EUR)"].Kind, charts["Cost by day and service (EUR)"].Series.Count, charts["Cost by day and service (EUR)"].Categories.Count));
        Assert.All(charts.Values, chart => Assert.Matches("[0-9]", chart.AltText));
    }

    [Fact]
    public void What_came_late_has_a_bar_of_its_own()
    {
        var late = SampleData.Week.Commits[0] with { Sha = SampleReport.Sha(9_999), PushedAt = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero) };
        var report = WeeklyWord.Of(SampleReport.Weekly(SampleData.Week with { Commits = [late, .. SampleData.Week.Commits] }).Content);

        var chart = report.Blocks.OfType<WordBlock.Picture>().Select(block => block.Chart).Single(chart => chart.Title == ReportCharts.CommitsByDay);

        Assert.Equal(("earlier", 1m, 213m), (chart.Categories[0], chart.Series[0].Values[0], chart.Series[0].Values.Sum()));
    }

    [Fact]
    public void Risks_are_what_failed_what_was_reopened_and_what_cost_too_much()
    {
        var text = Text(Report("rich"));

        Assert.Contains("- Failed: acme/payments, production: main", text, StringComparison.Ordinal);
        Assert.Contains("- Reopened: SHOP-204: Search takes two seconds", text, StringComparison.Ordinal);
        Assert.Contains("- Costs of 17 November 2026 were EUR 305.86; the seven days before cost EUR 183.07 a day on average.", text, StringComparison.Ordinal);
        Assert.Contains("- 1 delivery could not be handled and waits for a person; this report does not contain it.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outlook_is_what_is_open_and_nothing_else()
    {
        Assert.Contains("- In progress: SHOP-", Text(Report("rich")), StringComparison.Ordinal);
        Assert.DoesNotContain("Outlook", Headings(Report("quiet"), 1));
        Assert.Contains("Not known: not all tickets could be read.", Text(WeeklyWord.Of(SampleReport.Weekly(SampleData.Empty with { Commits = SampleData.Week.Commits }).Missing(ReportSources.Tickets).Content)), StringComparison.Ordinal);
    }

    [Fact]
    public void Investors_see_neither_files_nor_addresses()
    {
        var data = SampleData.Hurt(SampleData.Week, "Fix src/Labels/Printer.cs and appsettings.json for mona@acme.example, see https://wiki.acme.example/a");

        var report = WeeklyWord.Of(SampleReport.Weekly(data).Content);
        var all = Text(report) + string.Concat(report.Blocks.OfType<WordBlock.Table>().SelectMany(table => table.Data.Rows).SelectMany(row => row).Select(cell => cell.ToString()));

        Assert.Contains("Fix a file and a file for mona, see a link", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Printer.cs", all, StringComparison.Ordinal);
        Assert.DoesNotContain("@acme", all, StringComparison.Ordinal);
        Assert.DoesNotContain("wiki.acme", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_bounded_and_say_what_they_leave_out()
    {
        var report = WeeklyWord.Of(SampleReport.Weekly(SampleData.Large).Content);

        Assert.All(report.Blocks.OfType<WordBlock.Table>(), table => Assert.InRange(table.Data.Rows.Count, 1, 41));
        Assert.Contains("And 760 more, not listed here.", Text(report), StringComparison.Ordinal);
    }

    private static WordReport Report(string name) => WeeklyWord.Of(SampleReports.Weekly(name).Content);

    private static IEnumerable<string> Headings(WordReport report, int level) => report.Blocks.OfType<WordBlock.Heading>().Where(heading => heading.Level == level).Select(heading => heading.Text);

    private static string Text(WordReport report) => string.Join('\n', report.Blocks.OfType<WordBlock.Markdown>().Select(markdown => markdown.Text));
}
