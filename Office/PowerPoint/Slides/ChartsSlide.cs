using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

internal static class ChartsSlide
{
    private const double GapBesides = 0.4;
    private const int MostRemarkLines = 3;

    private static readonly IReadOnlyList<int> RemarkSizes = [20, 18, 16, 14];

    public static void Draw(SlideCanvas canvas, Slide.Charts slide)
    {
        if (slide.Values.Count is not (1 or 2))
        {
            throw new ArgumentException($"A slide of charts has one or two of them, not {slide.Values.Count}: {slide.Title}", nameof(slide));
        }

        var room = SlideSpace.Content.Below(Remark(canvas, slide.Remark));
        foreach (var (at, (chart, box)) in slide.Values.Zip(room.Grid(slide.Values.Count, 1, GapBesides)).Index())
        {
            canvas.Chart(PlaceholderSlot.Chart(at), chart, box);
        }
    }

    /// <returns>The height that it takes, with what is left free below it. Points.</returns>
    private static double Remark(SlideCanvas canvas, string remark)
    {
        var text = SlideText.Of(remark);
        if (text.Length == 0)
        {
            return 0;
        }

        var box = SlideSpace.Prose;
        var fitted = TextFit.Fit(text, new TextRoom(box.WidthInPoints, box.HeightInPoints, MostRemarkLines), RemarkSizes);
        var height = TextMeasure.Height(fitted.Text, fitted.Size, bold: false, box.WidthInPoints);
        canvas.Text(PlaceholderSlot.Lead, new TextParagraph(fitted.Text) { Size = fitted.Size == RemarkSizes[0] ? null : fitted.Size }, box with { Height = Box.Points(height) });
        if (fitted.IsCut)
        {
            canvas.Cut("Remark", remark);
        }

        return height + PointsFit.Gap;
    }
}
