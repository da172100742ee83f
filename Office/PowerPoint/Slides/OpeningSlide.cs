using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

internal static class OpeningSlide
{
    private static readonly IReadOnlyList<int> SubtitleSizes = [24, 22, 20, 18, 16];
    private static readonly IReadOnlyList<int> DateSizes = [16, 14];

    public static void Draw(SlideCanvas canvas, Slide.Opening slide)
    {
        Line(canvas, PlaceholderSlot.Subtitle, slide.Subtitle, SlideSpace.OpeningSubtitle, SubtitleSizes);
        Line(canvas, PlaceholderSlot.Date, slide.Date, SlideSpace.OpeningDate, DateSizes);
    }

    private static void Line(SlideCanvas canvas, PlaceholderSlot slot, string text, Box box, IReadOnlyList<int> sizes)
    {
        var shown = SlideText.Of(text);
        if (shown.Length == 0)
        {
            return;
        }

        var fitted = TextFit.Fit(shown, new TextRoom(box.WidthInPoints, box.HeightInPoints, int.MaxValue), sizes);
        canvas.Text(slot, new TextParagraph(fitted.Text) { Size = fitted.Size == sizes[0] ? null : fitted.Size });
        if (fitted.IsCut)
        {
            canvas.Cut(slot.Name, text);
        }
    }
}
