using System.Globalization;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>
/// An edition's figures against those of the period before. Half a period is not compared with a whole one, nor what was read in part with what
/// was read whole.
/// </summary>
internal sealed class ReportComparison(ReportContent content)
{
    /// <summary>Below it, a percentage says more than there is.</summary>
    private const decimal LeastForShare = 10;

    private readonly ReportEdition edition = content.Edition;

    public bool IsPossible => edition.Before is not null && !content.IsPreliminary;

    /// <summary>By how much a figure rose; null when it cannot be compared.</summary>
    public decimal? Difference(ReportFigure figure) => Before(figure) is { } before ? figure.Of(edition.Figures) - before : null;

    public decimal? Before(ReportFigure figure) => IsPossible && !content.IsMissing(figure.Source) ? figure.Of(edition.Before!) : null; // It is there when comparing is possible.

    /// <summary><c>+12 %</c>; of small numbers <c>+3</c>.</summary>
    public string? Change(ReportFigure figure)
    {
        if (Difference(figure) is not { } difference || Before(figure) is not { } before)
        {
            return null;
        }

        var amount = Amount(difference, before);
        return difference == 0 ? "unchanged" : difference > 0 ? $"+{amount}" : $"\u2212{amount}";
    }

    /// <summary><c>up 12 %</c> for prose.</summary>
    public string? Words(ReportFigure figure)
    {
        if (Difference(figure) is not { } difference || Before(figure) is not { } before)
        {
            return null;
        }

        return difference == 0 ? "unchanged" : $"{(difference > 0 ? "up" : "down")} {Amount(difference, before)}";
    }

    private static string Amount(decimal difference, decimal before) => before < LeastForShare
        ? Math.Abs(difference).ToString("#,##0.##", CultureInfo.InvariantCulture)
        : Math.Max(1, Math.Round(Math.Abs(difference) / before * 100, MidpointRounding.AwayFromZero)).ToString("#,##0", CultureInfo.InvariantCulture) + " %";
}
