using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Writing;

/// <summary>What reports say without a model.</summary>
public sealed class ReportTemplateTests
{
    [Fact]
    public void A_day_says_who_where_what_was_finished_what_failed_and_how_it_compares()
    {
        var text = Text(SampleReports.Daily("rich"), ReportTextPart.DailySummary);

        Assert.Contains("pushed 14 commits to 4 repositories, above all acme/shop (6), acme/payments (4) and acme/infrastructure (2).", text, StringComparison.Ordinal);
        Assert.Contains("3 pull requests were merged, and 4 tickets were completed. 3 other tickets were worked on.", text, StringComparison.Ordinal);
        Assert.Contains("5 deployments were made: 4 succeeded and 1 failed.", text, StringComparison.Ordinal);
        Assert.Contains("Azure cost EUR 159.20, unusually much on 1 day.", text, StringComparison.Ordinal);
        Assert.Contains("Compared with the report before: commits up 5 and pull requests merged up 2.", text, StringComparison.Ordinal);
        Assert.Contains("Merged: acme/", text, StringComparison.Ordinal);
        Assert.Contains("Failed: acme/payments, production: main", text, StringComparison.Ordinal);
        Assert.Contains("In progress: SHOP-", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_says_results_first()
    {
        var text = Text(SampleReports.Weekly("rich"), ReportTextPart.ExecutiveSummary);

        Assert.StartsWith("20 pull requests were merged, and 18 tickets were completed. 6 people pushed 212 commits to 4 repositories", text, StringComparison.Ordinal);
        Assert.Contains("Compared with the week before: commits up 13 %, pull requests merged up 11 %, tickets completed down 14 % and deployments up 7 %.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Technical_details_go_by_repository_and_kind_of_work()
    {
        var text = Text(SampleReports.Weekly("rich"), ReportTextPart.TechnicalDetails);

        Assert.Contains("By their titles, ", text, StringComparison.Ordinal);
        Assert.Contains("acme/shop: 92 commits by 6 people, among them “", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_have_rates_and_the_busiest_day()
    {
        var text = Text(SampleReports.Weekly("rich"), ReportTextPart.MetricsAnalysis);

        Assert.Contains("18 of 44 tickets worked on were completed (41 %). 3 of 31 deployments failed (10 %).", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_read_is_not_said_to_be_nothing()
    {
        var nothing = SampleReport.Daily(SampleData.Empty);
        Assert.StartsWith("No commit, pull request, ticket or deployment changed in this time. No delivery was received.", Text(nothing, ReportTextPart.DailySummary), StringComparison.Ordinal);
        Assert.StartsWith("As far as could be read, no commit", Text(nothing.Missing(ReportSources.Commits), ReportTextPart.DailySummary), StringComparison.Ordinal);

        var tickets = SampleReport.Daily(SampleData.Empty with { Tickets = SampleData.Day.Tickets });
        Assert.Contains("Nothing was pushed.", Text(tickets, ReportTextPart.DailySummary), StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was pushed.", Text(tickets.Missing(ReportSources.Commits), ReportTextPart.DailySummary), StringComparison.Ordinal);
        Assert.DoesNotContain("commits", Text(tickets.After(ReportFigures.Of(SampleData.Day)).Missing(ReportSources.Commits), ReportTextPart.DailySummary).Split("What needs")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "And 1 more ticket was completed.")]
    [InlineData(8, "And 2 more tickets were completed.")]
    public void What_points_leave_out_is_told_in_the_right_number(int tickets, string expected)
    {
        var ticket = SampleData.Day.Tickets.First(each => each.IsCompleted);

        Assert.Contains(expected, Text(SampleReport.Daily(SampleData.Empty with { Tickets = [.. Enumerable.Repeat(ticket, tickets)] }), ReportTextPart.DailySummary), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12, 10, "+20 %", "up 20 %")]
    [InlineData(8, 10, "\u221220 %", "down 20 %")]
    [InlineData(4, 9, "\u22125", "down 5")]
    [InlineData(3, 0, "+3", "up 3")]
    [InlineData(7, 7, "unchanged", "unchanged")]
    [InlineData(1001, 1000, "+1 %", "up 1 %")]
    public void Changes_of_small_numbers_are_no_percentages(int now, int before, string change, string words)
    {
        var sample = SampleReport.Daily(SampleData.Empty);
        var figures = sample.Edition.Figures;
        var comparison = new ReportComparison(sample.With(sample.Edition with { Figures = figures with { Commits = now }, Before = figures with { Commits = before } }).Content);

        Assert.Equal((change, words), (comparison.Change(ReportFigure.Commits), comparison.Words(ReportFigure.Commits)));
    }

    [Theory]
    [InlineData("Update README.md", "Update a file")]
    [InlineData("Fix src/Labels/Printer.cs and `appsettings.json`", "Fix a file and a file")]
    [InlineData("Move to Node.js 24 and ASP.NET", "Move to Node.js 24 and ASP.NET")]
    [InlineData("Release 1.2.3 of and/or, 50 % e.g. v2.0", "Release 1.2.3 of and/or, 50 % e.g. v2.0")]
    [InlineData("Ask mona@acme.example or mailto:ada@acme.example", "Ask mona or ada")]
    [InlineData("See https://evil.example/x?y=1 and www.evil.example", "See a link and a link")]
    [InlineData("C:\\Users\\mona\\key.pem", "a file")]
    public void Investors_read_no_files_and_no_addresses(string text, string expected) => Assert.Equal(expected, InvestorView.Text(text));

    [Fact]
    public void Days_are_local_also_when_the_clocks_change()
    {
        var days = new ReportDays(new() { From = new(2027, 3, 26, 16, 0, 0, TimeSpan.Zero), To = new(2027, 4, 2, 15, 0, 0, TimeSpan.Zero), TimeZone = "Europe/Berlin" });

        var counts = days.Count([new(2027, 3, 27, 22, 59, 0, TimeSpan.Zero), new(2027, 3, 27, 23, 0, 0, TimeSpan.Zero), new(2027, 3, 28, 21, 59, 0, TimeSpan.Zero), new(2027, 3, 28, 22, 0, 0, TimeSpan.Zero)]);

        Assert.Equal(["Fri 26", "Sat 27", "Sun 28", "Mon 29", "Tue 30", "Wed 31", "Thu 1", "Fri 2"], counts.Select(count => count.Name));
        Assert.Equal([0, 1, 2, 1, 0, 0, 0, 0], counts.Select(count => count.Count));
    }

    private static string Text(SampleReport sample, ReportTextPart part) =>
        string.Join('\n', ReportTemplate.Write(sample.Content, part).SelectMany(section => (string?[])[section.Heading, section.Paragraph, .. section.Points]).OfType<string>());
}
