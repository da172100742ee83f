using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

internal static class PointsSlide
{
    private const double Indent = 22.5;

    public static void Draw(SlideCanvas canvas, Slide.Points slide)
    {
        var box = SlideSpace.Prose;
        List<string> items = [.. slide.Items.Select(SlideText.Of).Where(item => item.Length > 0)];
        var fit = PointsFit.Of(SlideText.Of(slide.Lead), items, box.WidthInPoints, Indent, box.HeightInPoints);
        if (fit.Lead.Length > 0)
        {
            canvas.Text(PlaceholderSlot.Lead, new TextParagraph(fit.Lead) { Size = fit.Size }, box with { Height = Box.Points(fit.LeadHeight - PointsFit.Gap) });
        }

        if (fit.Items.Count > 0)
        {
            canvas.Text(
                PlaceholderSlot.Points,
                fit.Items.Select(item => new TextParagraph(item) { Size = fit.Size, Above = PointsFit.Above(fit.Size) }),
                box.Below(fit.LeadHeight));
        }

        if (fit.IsCut)
        {
            canvas.Cut("Text", string.Join('\n', [slide.Lead, .. slide.Items.Select(item => "• " + item)]));
        }
    }
}
