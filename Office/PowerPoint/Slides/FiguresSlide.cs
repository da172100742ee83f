using Webhooks.Office.PowerPoint.Layouts;

namespace Webhooks.Office.PowerPoint.Slides;

internal static class FiguresSlide
{
    public static void Draw(SlideCanvas canvas, Slide.Figures slide)
    {
        if (slide.Values.Count > CardSpace.Most)
        {
            throw new ArgumentException($"A slide has room for {CardSpace.Most} figures, not for {slide.Values.Count}: {slide.Title}", nameof(slide));
        }

        var boxes = CardSpace.Cards(slide.Values.Count, slide.Chart is not null);
        if (boxes.Count > 0)
        {
            Cards(canvas, slide.Values, boxes);
        }

        if (slide.Chart is { } chart)
        {
            canvas.Chart(PlaceholderSlot.Chart(0), chart, CardSpace.Chart(boxes.Count));
        }
    }

    private static void Cards(SlideCanvas canvas, IReadOnlyList<KeyFigure> figures, IReadOnlyList<Box> boxes)
    {
        // All boxes are of one size.
        var inner = boxes[0] with { Width = boxes[0].Width - (2 * CardSpace.Inset), Height = boxes[0].Height - (2 * CardSpace.Inset) };
        var (width, height) = (inner.WidthInPoints, inner.HeightInPoints);
        List<FigureCard> cards = [.. figures.Select(FigureCard.Of)];
        var sizes = FigureCard.Sizes.FirstOrDefault(sizes => cards.TrueForAll(card => card.Fits(sizes, width, height)), FigureCard.Sizes[^1]);
        List<FigureCard> shown = [.. cards.Select(card => card.Cut(sizes, width))];

        // The tallest stands in the middle of its card and the others begin where it does: values are on one line.
        var above = CardSpace.Inset + Box.Points(Math.Max(0, (height - shown.Max(card => card.HeightOf(sizes, width))) / 2));
        foreach (var (at, box) in boxes.Index())
        {
            canvas.Text(PlaceholderSlot.Figure(at), shown[at].Paragraphs(sizes), box, above);
            if (shown[at] != cards[at])
            {
                canvas.Cut($"Figure {at + 1}", string.Join('\n', figures[at].Value, figures[at].Label, figures[at].Change));
            }
        }
    }
}
