using System.Text.RegularExpressions;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

/// <summary>What could not be read is not known: nothing in a report says that it did not happen.</summary>
public sealed class UnreadSourceTests
{
    public static TheoryData<string> Sources => [ReportSources.Commits, ReportSources.PullRequests, ReportSources.Tickets, ReportSources.Deployments, ReportSources.Costs, ReportSources.Deliveries];

    public static TheoryData<string> Work => [.. ReportSources.Work];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_that_was_not_read_is_never_said_to_have_nothing(string source)
    {
        var (day, week) = (SampleReport.Daily(Without(SampleData.Day, source)).Missing(source), SampleReport.Weekly(Without(SampleData.Week, source)).Missing(source));

        Assert.Empty(Denials(Text(DailyWord.Of(day.Content))));
        Assert.Empty(Denials(Text(WeeklyWord.Of(week.Content))));
        Assert.Empty(Denials(Text(WeeklyDeck.Of(week.Content))));
        Assert.Empty(Denials(Written(day).Concat(Written(week))));
    }

    [Theory]
    [MemberData(nameof(Work))]
    public void A_source_that_was_read_and_has_nothing_is_said_to_have_nothing(string source)
    {
        Assert.NotEmpty(Denials(Text(DailyWord.Of(SampleReport.Daily(Without(SampleData.Day, source)).Content))));
        Assert.DoesNotContain(Text(DailyWord.Of(SampleReport.Daily(Without(SampleData.Day, source)).Content)), line => line.Contains("Not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ReportSources.PullRequests, "pull requests")]
    [InlineData(ReportSources.Tickets, "tickets")]
    [InlineData(ReportSources.Deployments, "deployments")]
    public void Where_sources_stand_together_one_that_was_not_read_is_named(string source, string name)
    {
        var week = SampleReport.Weekly(SampleData.Empty with { Commits = SampleData.Week.Commits });
        var (read, unread) = (Slides(week), Slides(week.Missing(source)));

        Assert.Equal(["Nothing was left under way."], read["Outlook"]);
        Assert.Equal(["Nothing was merged or completed."], read["Highlights"]);
        Assert.Equal(["Nothing failed or was reopened."], read["Risks"]);
        Assert.Equal([$"Not known: not all {name} could be read."], unread["Outlook"]);
        Assert.Equal([source == ReportSources.Deployments ? "Nothing was merged or completed." : $"Not known: not all {name} could be read."], unread["Highlights"]);
        Assert.Contains($"Not known: not all {name} could be read.", Text(WeeklyWord.Of(week.Missing(source).Content)));
    }

    [Theory]
    [MemberData(nameof(Work))]
    public void What_deliveries_told_of_in_a_quiet_time_is_known_only_when_all_was_read(string source)
    {
        var day = SampleReport.Daily(SampleData.Quiet);

        Assert.Contains("none of them told of such work.", Written(day)[0], StringComparison.Ordinal);
        Assert.StartsWith("As far as could be read, no commit, pull request, ticket or deployment changed in this time. 2 deliveries were received. Azure cost", Written(day.Missing(source))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_on_which_pull_requests_were_only_opened_does_not_say_that_none_changed()
    {
        var opened = Written(SampleReport.Daily(SampleData.Quiet with { PullRequests = [.. SampleData.Day.PullRequests.Where(request => !request.IsMerged)] }));

        Assert.StartsWith("No commit was pushed, no pull request was merged, no ticket changed and nothing was deployed in this time. 2 deliveries were received. Azure", opened[0], StringComparison.Ordinal);
        Assert.Contains(opened, line => line.StartsWith("Open: acme/", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_of_what_was_read_in_part_are_at_least_so_many_and_have_no_rates()
    {
        var day = SampleReport.Daily(SampleData.Day).Missing(ReportSources.Commits, "truncated").Missing(ReportSources.PullRequests, "truncated").Missing(ReportSources.Tickets, "truncated").Missing(ReportSources.Deployments, "truncated");
        var week = SampleReport.Weekly(SampleData.Week).With(SampleReport.Weekly(SampleData.Week).Edition with { Missing = day.Edition.Missing });

        Assert.Contains("pushed at least 14 commits to ", Written(day)[0], StringComparison.Ordinal);
        Assert.Contains(" At least 3 pull requests were merged, and at least 4 tickets were completed. At least 3 other tickets were worked on. At least 5 deployments were made: ", Written(day)[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Written(week), line => line.Contains("worked on were completed (", StringComparison.Ordinal) || line.Contains("deployments failed (", StringComparison.Ordinal) || line.Contains("Most commits", StringComparison.Ordinal));
        Assert.Contains(Written(week), line => line.Contains("Not all commits, pull requests, tickets and deployments could be read.", StringComparison.Ordinal));
    }

    [Fact]
    public void Deployments_of_which_some_are_not_known_did_not_all_succeed()
    {
        var day = SampleReport.Daily(SampleData.Day with { Deployments = [.. SampleData.Day.Deployments.Where(deployment => deployment.State == ReportDeploymentState.Succeeded)] });

        Assert.Contains("4 deployments were made, and all of them succeeded.", Written(day)[0], StringComparison.Ordinal);
        Assert.Contains("At least 4 deployments were made: 4 succeeded.", Written(day.Missing(ReportSources.Deployments, "truncated"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_compared_is_not_said_to_be_the_same()
    {
        var week = SampleReport.Weekly(SampleData.Week).After(ReportFigures.Of(SampleData.Week));

        Assert.Contains(Written(week), line => line.Contains("These numbers are those of the week before.", StringComparison.Ordinal));
        Assert.DoesNotContain(Written(week.Missing(ReportSources.Tickets)), line => line.Contains("These numbers are those of", StringComparison.Ordinal));
    }

    [Fact]
    public void A_workbook_has_no_days_with_zeros_and_no_counts_of_what_was_not_read()
    {
        var week = SampleReport.Weekly(SampleData.Empty with { PullRequests = SampleData.Week.PullRequests });
        var unread = week.Missing(ReportSources.Commits).Missing(ReportSources.Tickets).Missing(ReportSources.Deliveries);

        Assert.Equal([TableNames.KeyFigures, TableNames.CommitsByDay, TableNames.TicketsByDay], Tables(week, 0).Select(table => table.Name));
        Assert.Equal([TableNames.KeyFigures], Tables(unread, 0).Select(table => table.Name));
        Assert.NotEmpty(Tables(week, 6)[0].Rows);
        Assert.Empty(Tables(unread, 6)[0].Rows);
        ReportCheck.Require(unread.Edition, unread.Data, ShownNumbers.Of(WeeklyWorkbook.Of(unread.Content)));
    }

    private static ReportData Without(ReportData data, string source) => source switch
    {
        ReportSources.Commits => data with { Commits = [] },
        ReportSources.PullRequests => data with { PullRequests = [] },
        ReportSources.Tickets => data with { Tickets = [] },
        ReportSources.Deployments => data with { Deployments = [] },
        ReportSources.Costs => data with { Costs = new ReportCosts { IsKnown = false } },
        ReportSources.Deliveries => data with { Completeness = SampleData.Empty.Completeness },
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    private static List<string> Denials(IEnumerable<string> lines) =>
        [.. lines.Where(line => Regex.IsMatch(line.Replace("None of them came late.", "", StringComparison.Ordinal), @"\b(No|Nothing|None|no|nothing|none)\b"))];

    private static List<string> Text(WordReport report) =>
        [.. report.Blocks.Select(block => block switch { WordBlock.Markdown markdown => markdown.Text, WordBlock.Callout callout => callout.Text, _ => "" })];

    private static List<string> Text(Deck deck) =>
    [
        .. deck.Slides.OfType<Slide.Points>().SelectMany(slide => (string?[])[slide.Lead, .. slide.Items]).OfType<string>(),
        .. deck.Slides.OfType<Slide.Charts>().Select(slide => slide.ToString()),
    ];

    private static List<string> Written(SampleReport sample) =>
        [.. sample.Texts.SelectMany(text => text.Sections).SelectMany(section => (string?[])[section.Paragraph, .. section.Points]).OfType<string>()];

    private static Dictionary<string, IReadOnlyList<string>> Slides(SampleReport sample) => WeeklyDeck.Of(sample.Content).Slides.OfType<Slide.Points>().ToDictionary(slide => slide.Title, slide => slide.Items);

    private static IReadOnlyList<DataTable> Tables(SampleReport sample, int sheet) => WeeklyWorkbook.Of(sample.Content).Sheets[sheet].Tables;
}
