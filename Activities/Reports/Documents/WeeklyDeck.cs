using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Charts;
using Webhooks.Office.PowerPoint;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>A week for a meeting: seven to ten slides.</summary>
internal static class WeeklyDeck
{
    private const int MostPoints = 4;

    public static Deck Of(ReportContent content) => new()
    {
        Properties = ReportProperties.Of(content, "Investor deck"),
        Footer = $"{content.Organisation} · {content.Edition.Period} · {ReportNames.Edition(content.Edition)}",
        Slides =
        [
            new Slide.Opening(ReportNames.Title(content.Edition.Kind), $"{content.Organisation} · {ReportNames.Period(content.Edition)}", ReportNames.Days(content.Edition)),
            Summary(content),
            Figures(content),
            .. Charts(content),
            new Slide.Points("Highlights", "", Or(ReportPoints.Finished(content.Data, MostPoints), ReportPoints.NoneFinished(content))),
            .. Costs(content),
            new Slide.Points("Risks", "", Or(ReportPoints.Attention(content, MostPoints), ReportPoints.NoAttention(content))),
            new Slide.Points("Outlook", "Under way at the end of the week", Or(ReportPoints.Open(content.Data, MostPoints), ReportPoints.NoneOpen(content))),
            Basis(content),
        ],
    };

    private static Slide.Points Summary(ReportContent content)
    {
        var text = content.Text(ReportTextPart.ExecutiveSummary);
        var sections = text?.Sections ?? [];
        var isTemplate = text is { By: WrittenText.Template } && !content.Edition.Figures.IsQuiet;
        string[] results = isTemplate ? new ReportSentences(content).Results() : [];
        var (lead, points) = results is [var first, .. var others]
            ? (first, others)
            : (string.Join(' ', sections.Select(section => section.Paragraph).OfType<string>()), sections.SelectMany(section => section.Points).ToArray());
        return new Slide.Points("Executive summary", lead, points)
        {
            Notes = text switch
            {
                null => null,
                { Fallback: { } reason } => ReportBlocks.Fallback(reason),
                { By: WrittenText.Template } => "Written by template from the data of this report.",
                _ => $"Written by {text.By} from the data of this report.",
            },
        };
    }

    private static Slide.Figures Figures(ReportContent content) => new(
        new ReportComparison(content).IsPossible ? "Key figures and their change since last week" : "Key figures",
        [.. ReportCards.Short(content, ReportFigure.TicketsCompleted, ReportFigure.PullRequestsMerged, ReportFigure.Deployments, ReportFigure.DeploymentsFailed, ReportFigure.Commits), .. ReportCards.Costs(content)],
        new ReportCharts(content).ByDay());

    private static IEnumerable<Slide> Charts(ReportContent content)
    {
        var charts = new ReportCharts(content);
        Chart[] shown = [.. new[] { charts.Completed(), charts.ByRepository() }.OfType<Chart>()];
        return shown.Length > 0 ? [new Slide.Charts("Where the work was", shown, new ReportSentences(content).Pushed())] : [];
    }

    private static IEnumerable<Slide> Costs(ReportContent content)
    {
        var charts = new ReportCharts(content);
        var sentence = new ReportSentences(content).Costs();
        return charts.Currencies().Take(1).Select(currency => new[] { charts.CostDays(currency), charts.Service(currency) }.OfType<Chart>().ToArray())
            .Where(shown => shown.Length > 0).Select(shown => new Slide.Charts("Costs", shown, sentence));
    }

    private static Slide.Points Basis(ReportContent content)
    {
        var counts = content.Data.Completeness;
        return new Slide.Points(
            "About these numbers",
            $"They cover {ReportNames.Window(content.Edition.Window)} and were read on {ReportBlocks.Written(content)}.",
            [
                .. content.IsPreliminary ? ["Preliminary: the week was not over."] : Array.Empty<string>(),
                .. content.IsMissing(ReportSources.Deliveries)
                    ? ["The deliveries could not be counted."]
                    : new[]
                    {
                        $"{Phrase.Count(counts.Deliveries, "delivery", "deliveries")} received: {Phrase.Number(counts.Included)} included, {Phrase.Number(counts.Open)} open and included, "
                            + $"{Phrase.Number(counts.Filtered)} filtered by rule, {Phrase.Count(counts.Duplicates, "duplicate")}, {Phrase.Number(counts.Quarantined)} set aside for a person.",
                        counts.Late == 0 ? "None of them came late." : $"{Phrase.Number(counts.Late)} of them told of an earlier week.",
                    },
                .. content.Edition.Missing.Select(ReportLines.Of),
                .. content.Edition.Missing.Count == 0 ? ["Every source was read to its end."] : Array.Empty<string>(),
            ]);
    }

    private static IReadOnlyList<string> Or(IReadOnlyList<string> points, string nothing) => points.Count > 0 ? points : [nothing];
}
