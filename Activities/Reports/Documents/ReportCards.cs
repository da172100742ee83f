using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;
using Webhooks.Office;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>The figures of a report as cards. What was not read is not a zero.</summary>
internal static class ReportCards
{
    public const string NotKnown = "not known";
    public const string AtLeast = "at least ";

    private const string CostLabel = "Azure costs";

    /// <summary>With what its change refers to.</summary>
    public static KeyFigure Of(ReportContent content, ReportFigure figure)
    {
        var card = Short(content, figure);
        return new ReportComparison(content).Difference(figure) is null or 0 ? card : card with { Change = card.Change + Reference(content) };
    }

    public static IReadOnlyList<KeyFigure> Of(ReportContent content, params ReportFigure[] figures) => [.. figures.Select(figure => Of(content, figure))];

    /// <summary>For where there is little room: what its change refers to must stand beside it.</summary>
    public static KeyFigure Short(ReportContent content, ReportFigure figure)
    {
        var (comparison, count) = (new ReportComparison(content), figure.Of(content.Edition.Figures));
        return new KeyFigure
        {
            Label = figure.Label,
            Value = !content.IsMissing(figure.Source) ? Phrase.Number(count) : count == 0 ? NotKnown : AtLeast + Phrase.Number(count),
            Change = comparison.Change(figure),
            Tone = comparison.Difference(figure) switch
            {
                > 0 => figure.Rising,
                < 0 => Opposite(figure.Rising),
                _ => Tone.Neutral,
            },
        };
    }

    public static IReadOnlyList<KeyFigure> Short(ReportContent content, params ReportFigure[] figures) => [.. figures.Select(figure => Short(content, figure))];

    /// <summary>One a currency; none when costs are not known.</summary>
    public static IReadOnlyList<KeyFigure> Costs(ReportContent content) =>
    [
        .. content.Edition.Figures.Costs.Take(1).Select(total => new KeyFigure
        {
            Label = CostLabel,
            Value = Phrase.Money(total.Cost, total.Currency),
            Change = content.Edition.Figures.CostAnomalies > 0 ? "unusually high" : null,
            Tone = content.Edition.Figures.CostAnomalies > 0 ? Tone.Warning : Tone.Neutral,
        }),
    ];

    private static string Reference(ReportContent content) => content.Edition.Kind switch
    {
        ReportKind.Daily => " vs. last report",
        ReportKind.Weekly => " vs. last week",
    };

    private static Tone Opposite(Tone tone) => tone switch
    {
        Tone.Good => Tone.Warning,
        Tone.Bad => Tone.Good,
        _ => Tone.Neutral,
    };
}
