namespace Webhooks.Office.Charts;

/// <summary>What the names below an axis need so that they can be read: cut, turned, thinned.</summary>
internal static class ChartLabels
{
    /// <summary>More letters below the axis than this do not fit beside each other in a chart as wide as a page.</summary>
    private const int LettersBesideEachOther = 90;

    /// <summary>More names than this do not fit, even turned.</summary>
    private const int NamesBesideEachOther = 32;

    private const int LyingNames = 36;
    private const int UprightNames = 20;

    public static string Cut(string text, ChartKind kind) => Cut(text, kind == ChartKind.Bar ? LyingNames : UprightNames);

    /// <param name="text">Any; line ends become spaces.</param>
    /// <param name="length">The longest, with its ellipsis.</param>
    public static string Cut(string text, int length)
    {
        var line = OfficeText.Clean(text).Replace('\n', ' ').Replace('\t', ' ').Trim();
        if (line.Length <= length)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[length - 2]) ? length - 2 : length - 1;
        return string.Concat(line.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>In 60,000ths of a degree; null when they fit as they are.</summary>
    public static int? Rotation(Plot plot) => plot.Kind == ChartKind.Bar || Fit(plot) ? null : -2_700_000;

    /// <summary>Every how many names one is written.</summary>
    public static int Every(Plot plot) =>
        plot.Kind == ChartKind.Bar || Fit(plot) ? 1 : (plot.Categories.Count + NamesBesideEachOther - 1) / NamesBesideEachOther;

    /// <summary>Values beside their bars: only where they are few and do not run into each other.</summary>
    public static bool HasValues(Plot plot)
    {
        if (plot.Series.Count != 1 || plot.Kind == ChartKind.Line || plot.Categories.Count > 12)
        {
            return false;
        }

        var digits = plot.Series[0].Values.Max(value => decimal.Round(value ?? 0, 0).ToString("N0").Length);
        var decimals = plot.NumberFormat.Contains('.') ? 3 : 0;
        return plot.Kind == ChartKind.Bar || (digits + decimals + 1) * plot.Categories.Count <= LettersBesideEachOther;
    }

    private static bool Fit(Plot plot) => (plot.Categories.Max(name => name.Length) + 2) * plot.Categories.Count <= LettersBesideEachOther;
}
