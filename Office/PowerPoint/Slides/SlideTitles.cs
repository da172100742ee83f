using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>Each slide has a title and none has another's: by titles people who do not see the slides, and outlines, tell them apart.</summary>
internal static class SlideTitles
{
    private const int MostLines = 2;

    private static readonly IReadOnlyList<int> Sizes = [30, 28, 26, 24];
    private static readonly IReadOnlyList<int> OpeningSizes = [44, 40, 36, 32, 28];

    /// <summary>The sizes that layouts have.</summary>
    public static int Standard(Slide slide) => SizesOf(slide)[0];

    public static IReadOnlyList<FittedText> Of(IReadOnlyList<Slide> slides)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var titles = new List<FittedText>(slides.Count);
        foreach (var slide in slides)
        {
            var text = SlideText.Of(slide.Title);
            text = text.Length > 0 ? text : $"Slide {titles.Count + 1}";
            var title = Fit(slide, text, "");
            var copy = 1;
            while (!used.Add(title.Text))
            {
                copy++;
                title = Fit(slide, text, $" ({copy})");
            }

            titles.Add(title);
        }

        return titles;
    }

    private static FittedText Fit(Slide slide, string text, string ending)
    {
        var box = slide is Slide.Opening ? SlideSpace.OpeningTitle : SlideSpace.Title;
        return TextFit.Fit(text, new TextRoom(box.WidthInPoints, box.HeightInPoints, MostLines, Bold: true), SizesOf(slide), ending);
    }

    private static IReadOnlyList<int> SizesOf(Slide slide) => slide is Slide.Opening ? OpeningSizes : Sizes;
}
