using Webhooks.Office.Charts;

namespace Webhooks.Office.PowerPoint;

/// <summary>A slide; each kind has a layout of its own. Text is made to fit its box: smaller first, then cut with an ellipsis, the whole of it in the notes.</summary>
public abstract record Slide(string Title)
{
    /// <summary>For whoever speaks. Null for none.</summary>
    public string? Notes { get; init; }

    public sealed record Opening(string Title, string Subtitle, string Date) : Slide(Title);

    /// <summary>A paragraph and points below it; either may be empty.</summary>
    public sealed record Points(string Title, string Lead, IReadOnlyList<string> Items) : Slide(Title);

    /// <summary>At most six figures, and a chart below them when there is one.</summary>
    public sealed record Figures(string Title, IReadOnlyList<KeyFigure> Values, Chart? Chart) : Slide(Title);

    /// <summary>One chart, or two beside each other, and a sentence.</summary>
    public sealed record Charts(string Title, IReadOnlyList<Chart> Values, string Remark) : Slide(Title);
}
