using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>A day's documentation for the team. A day without anything is one page.</summary>
internal static class DailyWord
{
    private const int MostRows = 60;

    public static WordReport Of(ReportContent content)
    {
        var (title, period, isQuiet) = (ReportNames.Title(content.Edition.Kind), ReportNames.Period(content.Edition), content.Edition.Figures.IsQuiet);
        return new WordReport
        {
            Properties = ReportProperties.Of(content, title),
            Title = title,
            Subtitle = $"{period} · {ReportNames.Window(content.Edition.Window)}",
            Header = $"{content.Organisation} · {title}",
            Footer = ReportProperties.Footer(content),
            HasContents = !isQuiet,
            Blocks = [.. ReportBlocks.Callouts(content), .. Summary(content), .. isQuiet ? [] : Details(content), .. Costs(content), .. ReportBlocks.Completeness(content)],
        };
    }

    private static IEnumerable<WordBlock> Summary(ReportContent content) =>
    [
        new WordBlock.Figures(ReportCards.Of(content, ReportFigure.Commits, ReportFigure.PullRequestsMerged, ReportFigure.TicketsCompleted, ReportFigure.Deployments)),
        .. content.Edition.Figures.IsQuiet
            ? []
            : new[]
            {
                new WordBlock.Figures([.. ReportCards.Of(content, ReportFigure.Authors, ReportFigure.Tickets, ReportFigure.DeploymentsFailed), .. ReportCards.Costs(content)]),
            },
        new WordBlock.Heading(1, "Summary"),
        .. ReportBlocks.Text(content.Text(ReportTextPart.DailySummary), 1),
    ];

    private static IEnumerable<WordBlock> Details(ReportContent content)
    {
        var (data, tables, charts) = (content.Data, new ReportTables(content), new ReportCharts(content));
        WordBlock[] pictures = [.. ReportBlocks.Charts(charts.ByRepository(), charts.ByAuthor())];
        return
        [
            .. pictures.Length > 0 ? [new WordBlock.Heading(1, "Where the work was"), .. pictures] : Array.Empty<WordBlock>(),
            new WordBlock.Heading(1, "Pull requests"),
            .. ReportBlocks.Table(ReportOrder.PullRequests(data), MostRows, rows => ReportTables.PullRequests(TableNames.PullRequests, rows), content.Nothing("No pull request changed.", ReportSources.PullRequests)),
            new WordBlock.Heading(1, "Tickets"),
            .. ReportBlocks.Table(ReportOrder.Tickets(data), MostRows, rows => ReportTables.Tickets(TableNames.Tickets, rows), content.Nothing("No ticket changed.", ReportSources.Tickets)),
            new WordBlock.Heading(1, "Deployments"),
            .. ReportBlocks.Table(ReportOrder.Deployments(data), MostRows, tables.Deployments, content.Nothing("Nothing was deployed.", ReportSources.Deployments)),
            new WordBlock.Heading(1, "Commits"),
            .. CommitTables.Of(content),
        ];
    }

    private static IEnumerable<WordBlock> Costs(ReportContent content) => content.Data.Costs.IsKnown ? [new WordBlock.Heading(1, "Costs"), .. CostBlocks.Of(content)] : [];
}
