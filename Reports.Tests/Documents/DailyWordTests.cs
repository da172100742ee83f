using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Office;
using Webhooks.Office.Tables;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

public sealed class DailyWordTests
{
    [Fact]
    public void A_rich_day_has_its_sections_in_order()
    {
        var report = Report("rich");

        Assert.Equal("Daily documentation", report.Title);
        Assert.Equal("Friday, 20 November 2026 · 19 November 2026, 18:00 to 20 November 2026, 18:00 (Europe/Berlin)", report.Subtitle);
        Assert.Equal("2026-11-20 · edition 1 · written 20 November 2026, 18:05 (Europe/Berlin)", report.Footer);
        Assert.Equal(["Summary", "Where the work was", "Pull requests", "Tickets", "Deployments", "Commits", "Costs", "Completeness"], Headings(report, 1));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 17, 5, 0, TimeSpan.Zero), report.Properties.Created);
        Assert.True(report.HasContents);
    }

    [Fact]
    public void Cards_compare_with_the_report_before()
    {
        var cards = Report("rich").Blocks.OfType<WordBlock.Figures>().SelectMany(block => block.Values).ToDictionary(card => card.Label);

        Assert.Equal(("14", "+5 vs. last report", Tone.Neutral), (cards["Commits"].Value, cards["Commits"].Change, cards["Commits"].Tone));
        Assert.Equal(("4", "unchanged", Tone.Neutral), (cards["Tickets completed"].Value, cards["Tickets completed"].Change, cards["Tickets completed"].Tone));
        Assert.Equal(("3", "+2 vs. last report", Tone.Good), (cards["Pull requests merged"].Value, cards["Pull requests merged"].Change, cards["Pull requests merged"].Tone));
        Assert.Equal("EUR 159.20", cards["Azure costs"].Value);
    }

    [Fact]
    public void What_matters_most_stands_first_in_tables()
    {
        var report = Report("rich");

        Assert.Equal(["merged", "merged", "merged", "open"], Column(report, TableNames.PullRequests, "State"));
        Assert.Equal(["completed", "completed", "completed", "completed", "reopened", "changed", "changed"], Column(report, TableNames.Tickets, "State"));
        Assert.Equal("failed", Column(report, TableNames.Deployments, "Result")[0]);
        Assert.Equal(["acme/shop", "acme/infrastructure", "acme/payments", "acme/site"], Headings(report, 2).Skip(3).OrderBy(name => name == "acme/shop" ? 0 : 1).ThenBy(name => name));
    }

    [Fact]
    public void Deliveries_are_accounted_for_at_the_end()
    {
        var report = Report("rich");
        var table = Table(report, TableNames.Completeness);

        Assert.True(table.Columns[2].HasTotal);
        Assert.Equal(["Included", "Open", "Filtered", "Filtered", "Duplicates", "Quarantined"], Column(report, TableNames.Completeness, "Outcome"));
        Assert.Equal(SampleData.Day.Completeness.Deliveries, table.Rows.Sum(row => ((Cell.Number)row[2]).Value));
        Assert.IsType<WordBlock.Markdown>(report.Blocks[^1]);
        Assert.Contains("None of them came late.", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_day_is_one_page_and_says_what_was_received()
    {
        var report = Report("quiet");

        Assert.False(report.HasContents);
        Assert.Equal(["Summary", "Costs", "Completeness"], Headings(report, 1));
        Assert.Contains("No commit, pull request, ticket or deployment changed in this time. 2 deliveries were received; none of them told of such work. Azure cost EUR 1.25.", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_is_said_first_and_is_no_zero()
    {
        var report = Report("partial");
        var cards = report.Blocks.OfType<WordBlock.Figures>().SelectMany(block => block.Values).ToDictionary(card => card.Label);

        var callouts = report.Blocks.TakeWhile(block => block is WordBlock.Callout).Cast<WordBlock.Callout>().ToList();
        Assert.Equal(2, callouts.Count);
        Assert.All(callouts, callout => Assert.Equal(Tone.Warning, callout.Tone));
        Assert.StartsWith("Incomplete. Tickets could not be read", callouts[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("Incomplete. Commits could not be read to the end", callouts[1].Text, StringComparison.Ordinal);
        Assert.Equal(("not known", "at least 14"), (cards["Tickets completed"].Value, cards["Commits"].Value));
    }

    [Fact]
    public void An_amended_edition_leads_to_the_first()
    {
        var report = Report("amended");

        Assert.StartsWith("This is edition 2. It takes the place of edition 1", Assert.IsType<WordBlock.Callout>(report.Blocks[0]).Text, StringComparison.Ordinal);
        Assert.Equal("[Edition 1](<https://acme.sharepoint.com/first.docx>)", Assert.IsType<WordBlock.Markdown>(report.Blocks[1]).Text);
        Assert.Contains("3 of them came after the first edition of this day was closed, and are included here.", Text(report), StringComparison.Ordinal);
        Assert.Contains("Edition 1 is `Daily Reports/2026-11/Daily Documentation 2026-11-20.docx` in the document store.", Text(DailyWord.Of(SampleReport.Daily(SampleData.Day).Amending().Content)), StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", Text(DailyWord.Of(SampleReport.Daily(SampleData.Day).Amending(new Uri("javascript:alert(1)")).Content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preliminary_report_says_so_and_compares_nothing()
    {
        var report = DailyWord.Of(SampleReports.Daily("rich").Preliminary().Content);

        Assert.StartsWith("Preliminary:", Assert.IsType<WordBlock.Callout>(report.Blocks[0]).Text, StringComparison.Ordinal);
        Assert.Contains("preliminary", report.Footer, StringComparison.Ordinal);
        Assert.All(report.Blocks.OfType<WordBlock.Figures>().SelectMany(block => block.Values).Where(card => card.Label != "Azure costs"), card => Assert.Null(card.Change));
        Assert.DoesNotContain("Compared with", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_found_the_words_is_said()
    {
        Assert.Contains("*Written by `fake-model` from the data of this report.*", Text(Report("generated")), StringComparison.Ordinal);
        Assert.Contains(Report("fallback").Blocks.OfType<WordBlock.Callout>(), callout => callout.Text == "Written by template: text generation did not answer.");
        Assert.DoesNotContain("Written by template", string.Join('\n', Report("rich").Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_models_markup_is_text() => Assert.Contains(@"- Look at \*\*web-1\*\*.", Text(Report("generated")), StringComparison.Ordinal);

    [Fact]
    public void Foreign_text_is_neither_markup_nor_a_link_nor_a_name_of_ours()
    {
        var report = Report("hostile");
        var markdown = Markdig.Markdown.Parse(Text(report));

        Assert.Empty(markdown.Descendants<LinkInline>());
        Assert.Empty(markdown.Descendants<HtmlInline>());
        Assert.Empty(markdown.Descendants<HtmlBlock>());
        Assert.Empty(markdown.Descendants<EmphasisInline>());
        Assert.DoesNotContain('\u202E', string.Concat(report.Blocks.OfType<WordBlock.Table>().SelectMany(table => table.Data.Rows).SelectMany(row => row).Select(cell => cell.ToString())));
        Assert.All(report.Blocks.OfType<WordBlock.Table>().SelectMany(table => table.Data.Rows).SelectMany(row => row).OfType<Cell.Link>(), link => Assert.Equal("https", link.Address.Scheme));
        Assert.All(report.Blocks.OfType<WordBlock.Table>(), table => Assert.Matches("^[A-Za-z][A-Za-z0-9_]*$", table.Data.Name));
    }

    [Fact]
    public void A_day_that_is_too_large_says_what_it_leaves_out()
    {
        var report = DailyWord.Of(SampleReport.Daily(SampleData.Large).Content);
        var commits = report.Blocks.OfType<WordBlock.Table>().Where(table => TableNames.IsCommits(table.Data.Name)).Sum(table => table.Data.Rows.Count);

        Assert.InRange(commits, 50, 150);
        Assert.Contains("And 1,140 more, not listed here.", Text(report), StringComparison.Ordinal);
        Assert.Contains("And 1,940 more, not listed here.", Text(report), StringComparison.Ordinal);
    }

    private static WordReport Report(string name) => DailyWord.Of(SampleReports.Daily(name).Content);

    private static IEnumerable<string> Headings(WordReport report, int level) => report.Blocks.OfType<WordBlock.Heading>().Where(heading => heading.Level == level).Select(heading => heading.Text);

    private static string Text(WordReport report) => string.Join('\n', report.Blocks.OfType<WordBlock.Markdown>().Select(markdown => markdown.Text));

    private static DataTable Table(WordReport report, string name) => report.Blocks.OfType<WordBlock.Table>().Single(table => table.Data.Name == name).Data;

    private static List<string> Column(WordReport report, string name, string header)
    {
        var table = Table(report, name);
        var column = table.Columns.Select((each, i) => (each.Header, i)).Single(each => each.Header == header).i;
        return [.. table.Rows.Select(row => ((Cell.Text)row[column]).Value)];
    }
}
