using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>What stands in the card of a figure, and how it finds room there.</summary>
internal sealed record FigureCard(string Value, string Label, string Change, Tone Tone)
{
    /// <summary>Points of space.</summary>
    public const int AboveLabel = 2;

    public const int AboveChange = 4;

    private const int MostLabelLines = 2;

    /// <summary>Tried from the first on; all cards of a slide have the same.</summary>
    public static IReadOnlyList<(int Value, int Label, int Change)> Sizes { get; } =
        [(60, 20, 18), (54, 20, 16), (48, 18, 16), (40, 16, 14), (36, 16, 14), (32, 14, 12), (28, 14, 12), (24, 14, 12), (20, 12, 12), (16, 12, 12), (14, 12, 12)];

    public static FigureCard Of(KeyFigure figure) =>
        new(SlideText.Of(figure.Value), SlideText.Of(figure.Label), FigureChange.Of(figure), figure.Tone);

    /// <returns>Whether all of it has room.</returns>
    public bool Fits((int Value, int Label, int Change) sizes, double width, double height) =>
        TextMeasure.Lines(Value, sizes.Value, bold: true, width) == 1
        && TextMeasure.Lines(Label, sizes.Label, bold: false, width) <= MostLabelLines
        && TextMeasure.Lines(Change, sizes.Change, bold: true, width) == 1
        && HeightOf(sizes, width) <= height;

    /// <summary>As much of it as there is room for in the sizes.</summary>
    public FigureCard Cut((int Value, int Label, int Change) sizes, double width) => this with
    {
        Value = TextFit.Fit(Value, new TextRoom(width, double.MaxValue, 1, Bold: true), [sizes.Value]).Text,
        Label = TextFit.Fit(Label, new TextRoom(width, double.MaxValue, MostLabelLines), [sizes.Label]).Text,
        Change = TextFit.Fit(Change, new TextRoom(width, double.MaxValue, 1, Bold: true), [sizes.Change]).Text,
    };

    public IEnumerable<TextParagraph> Paragraphs((int Value, int Label, int Change) sizes)
    {
        yield return new TextParagraph(Value) { Size = sizes.Value };
        yield return new TextParagraph(Label) { Level = 1, Size = sizes.Label };
        if (Change.Length > 0)
        {
            yield return new TextParagraph(Change) { Level = 2, Size = sizes.Change, Colour = FigureChange.Colour(Tone) };
        }
    }

    public double HeightOf((int Value, int Label, int Change) sizes, double width) =>
        TextMeasure.LineHeight(Value, sizes.Value)
        + TextMeasure.Height(Label, sizes.Label, bold: false, width) + AboveLabel
        + (Change.Length == 0 ? 0 : TextMeasure.LineHeight(Change, sizes.Change) + AboveChange);
}
