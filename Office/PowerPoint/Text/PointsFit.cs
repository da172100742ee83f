namespace Webhooks.Office.PowerPoint.Text;

/// <summary>
/// A paragraph and the points below it, in one size. When the smallest is too large still, first whatever runs on is cut to a few lines, so that
/// one long text does not push out the others, then whole points go, the last ones first.
/// </summary>
internal sealed record PointsFit
{
    /// <summary>Points; so is every other length here.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [24, 22, 20, 18, 16, 14];

    /// <summary>Between the paragraph and what stands below it.</summary>
    public const double Gap = 10;

    private const int MostLinesOfOne = 4;

    public required int Size { get; init; }

    public required string Lead { get; init; }

    /// <summary>With the gap below it; 0 when there is none.</summary>
    public required double LeadHeight { get; init; }

    public required IReadOnlyList<string> Items { get; init; }

    public required bool IsCut { get; init; }

    /// <summary>Space above each point: there is more of it where there is less to say.</summary>
    public static double Above(int size) => size >= 20 ? size * 0.7 : size * 0.45;

    /// <param name="lead">May be empty.</param>
    /// <param name="items">None of them empty.</param>
    /// <param name="width">Of the box.</param>
    /// <param name="indent">Of the points in it.</param>
    /// <param name="height">For both.</param>
    public static PointsFit Of(string lead, IReadOnlyList<string> items, double width, double indent, double height)
    {
        var size = Sizes.FirstOrDefault(size => LeadHeightOf(lead, size, width) + HeightOf(items, size, width - indent) <= height);
        return size == 0
            ? Cut(lead, items, width, indent, height)
            : new PointsFit { Size = size, Lead = lead, LeadHeight = LeadHeightOf(lead, size, width), Items = items, IsCut = false };
    }

    private static PointsFit Cut(string lead, IReadOnlyList<string> items, double width, double indent, double height)
    {
        var size = Sizes[^1];
        var shownLead = TextFit.Fit(lead, new TextRoom(width, height - Gap, items.Count == 0 ? int.MaxValue : MostLinesOfOne), [size]).Text;
        var leadHeight = LeadHeightOf(shownLead, size, width);
        List<string> shown = [.. items.Select(item => TextFit.Fit(item, new TextRoom(width - indent, height, MostLinesOfOne), [size]).Text)];
        var count = shown.Count;
        while (count > 0 && leadHeight + HeightOf(Beginning(shown, count), size, width - indent) > height)
        {
            count--;
        }

        return new PointsFit { Size = size, Lead = shownLead, LeadHeight = leadHeight, Items = Beginning(shown, count), IsCut = true };
    }

    private static List<string> Beginning(List<string> items, int count) =>
        count == items.Count ? items : [.. items.Take(count), $"{TextFit.Ellipsis} and {items.Count - count} more in the report"];

    private static double LeadHeightOf(string lead, int size, double width) =>
        lead.Length == 0 ? 0 : TextMeasure.Height(lead, size, bold: false, width) + Gap;

    private static double HeightOf(IReadOnlyList<string> items, int size, double width) =>
        items.Sum(item => TextMeasure.Height(item, size, bold: false, width) + Above(size));
}
