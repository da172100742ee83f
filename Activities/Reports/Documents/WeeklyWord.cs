using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>A week's report for investors.</summary>
internal static class WeeklyWord
{
    private const int MostRows = 40;
    private const int MostPoints = 8;

    public static WordReport Of(ReportContent content)
    {
        var title = ReportNames.Title(content.Edition.Kind);
        return new WordReport
        {
            Properties = ReportProperties.Of(content, title),
            Title = title,
            Subtitle = $"{Phrase.Sentence(ReportNames.Period(content.Edition))} · {ReportNames.Window(content.Edition.Window)}",
            Header = $"{content.Organisation} · {title}",
            Footer = ReportProperties.Footer(content),
            HasContents = !content.Edition.Figures.IsQuiet,
            Blocks =
            [
                .. ReportBlocks.Callouts(content),
                .. Summary(content),
                .. content.Edition.Figures.IsQuiet ? [] : Details(content),
                .. ReportBlocks.Completeness(content),
            ],
        };
    }

    private static IEnumerable<WordBlock> Summary(ReportContent content) =>
    [
        new WordBlock.Heading(1, "Executive summary"),
        .. ReportBlocks.Text(content.Text(ReportTextPart.ExecutiveSummary), 1),
        new WordBlock.Heading(1, "Key figures"),
        new WordBlock.Figures(ReportCards.Of(content, ReportFigure.TicketsCompleted, ReportFigure.PullRequestsMerged, ReportFigure.Deployments, ReportFigure.Commits)),
        new WordBlock.Figures([.. ReportCards.Of(content, ReportFigure.Tickets, ReportFigure.Authors, ReportFigure.DeploymentsFailed), .. ReportCards.Costs(content)]),
    ];

    private static IEnumerable<WordBlock> Details(ReportContent content) => [.. Delivery(content), .. Operation(content), .. Metrics(content), .. Outlook(content)];

    private static IEnumerable<WordBlock> Delivery(ReportContent content) =>
    [
        new WordBlock.Heading(1, "Delivery"),
        new WordBlock.Heading(2, "Completed tickets"),
        .. ReportBlocks.Table(ReportOrder.Completed(content.Data), MostRows, rows => ReportTables.Tickets(TableNames.CompletedTickets, rows), content.Nothing("No ticket was completed.", ReportSources.Tickets)),
        new WordBlock.Heading(2, "Merged pull requests"),
        .. ReportBlocks.Table(ReportOrder.Merged(content.Data), MostRows, rows => ReportTables.PullRequests(TableNames.MergedPullRequests, rows), content.Nothing("No pull request was merged.", ReportSources.PullRequests)),
        new WordBlock.Heading(1, "Technical details"),
        .. ReportBlocks.Text(content.Text(ReportTextPart.TechnicalDetails), 1),
    ];

    private static IEnumerable<WordBlock> Operation(ReportContent content)
    {
        var tables = new ReportTables(content);
        var risks = ReportPoints.Attention(content, MostPoints);
        return
        [
            new WordBlock.Heading(1, "Deployments and risks"),
            .. ReportBlocks.Points(risks, ReportPoints.NoAttention(content)),
            .. content.Data.Deployments.Count > 0 ? [new WordBlock.Heading(2, "Deployments")] : Array.Empty<WordBlock>(),
            .. ReportBlocks.Table(ReportOrder.Deployments(content.Data), MostRows, tables.Deployments, content.Nothing("Nothing was deployed.", ReportSources.Deployments)),
        ];
    }

    private static IEnumerable<WordBlock> Metrics(ReportContent content)
    {
        var charts = new ReportCharts(content);
        return
        [
            new WordBlock.Heading(1, "Metrics"),
            .. ReportBlocks.Text(content.Text(ReportTextPart.MetricsAnalysis), 1),
            .. ReportBlocks.Charts(charts.ByDay(), charts.ByAuthor(), charts.Completed()),
            .. content.Data.Costs.IsKnown ? [new WordBlock.Heading(2, "Costs"), .. CostBlocks.Of(content)] : Array.Empty<WordBlock>(),
        ];
    }

    private static IEnumerable<WordBlock> Outlook(ReportContent content)
    {
        var open = ReportPoints.Open(content.Data, MostPoints);
        return
        [
            new WordBlock.Heading(1, "Outlook"),
            .. open.Count > 0 ? [new WordBlock.Markdown("What was under way at the end of the week:")] : Array.Empty<WordBlock>(),
            .. ReportBlocks.Points(open, ReportPoints.NoneOpen(content)),
        ];
    }
}
