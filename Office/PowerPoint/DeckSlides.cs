using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.PowerPoint.Layouts;
using Webhooks.Office.PowerPoint.Slides;
using Webhooks.Office.PowerPoint.Text;

namespace Webhooks.Office.PowerPoint;

/// <summary>Each slide with its layout, its charts and its notes.</summary>
internal static class DeckSlides
{
    private const int FirstRelationship = 101;

    /// <returns>Ids of the relationships to them, in order.</returns>
    public static IReadOnlyList<string> Write(PresentationPart part, DeckFrame frame, Deck deck)
    {
        var language = deck.Properties.Language;
        var footer = TextFit.Fit(SlideText.Of(deck.Footer), new TextRoom(SlideSpace.Footer.WidthInPoints, SlideSpace.Footer.HeightInPoints, 1), [11]).Text;
        var ids = new List<string>(deck.Slides.Count);
        foreach (var (at, (slide, title)) in deck.Slides.Zip(SlideTitles.Of(deck.Slides)).Index())
        {
            var id = $"rId{FirstRelationship + at}";
            var slidePart = part.AddNewPart<SlidePart>(id);
            slidePart.AddPart(frame.Layouts[LayoutOf(slide)], "rId1");
            var canvas = new SlideCanvas(slidePart, language);
            Title(canvas, slide, title);
            Draw(canvas, slide);
            if (at > 0)
            {
                if (footer.Length > 0)
                {
                    canvas.Text(PlaceholderSlot.Footer, new TextParagraph(footer));
                }

                canvas.Number(at + 1);
            }

            canvas.Write();
            Notes(slidePart, frame.Notes, SlideNotes.Lines(slide.Notes, canvas.Cuts), language);
            ids.Add(id);
        }

        return ids;
    }

    private static void Title(SlideCanvas canvas, Slide slide, FittedText title)
    {
        canvas.Text(
            slide is Slide.Opening ? PlaceholderSlot.OpeningTitle : PlaceholderSlot.Title,
            new TextParagraph(title.Text) { Size = title.Size == SlideTitles.Standard(slide) ? null : title.Size });
        if (title.IsCut)
        {
            canvas.Cut("Title", slide.Title);
        }
    }

    private static void Draw(SlideCanvas canvas, Slide slide)
    {
        switch (slide)
        {
            case Slide.Opening opening:
                OpeningSlide.Draw(canvas, opening);
                break;
            case Slide.Points points:
                PointsSlide.Draw(canvas, points);
                break;
            case Slide.Figures figures:
                FiguresSlide.Draw(canvas, figures);
                break;
            case Slide.Charts charts:
                ChartsSlide.Draw(canvas, charts);
                break;
            default:
                throw new ArgumentException($"No layout is there for a slide of {slide.GetType().Name}.", nameof(slide));
        }
    }

    private static SlideLayoutKind LayoutOf(Slide slide) => slide switch
    {
        Slide.Opening => SlideLayoutKind.Opening,
        Slide.Points => SlideLayoutKind.Points,
        Slide.Figures => SlideLayoutKind.Figures,
        Slide.Charts => SlideLayoutKind.Charts,
        _ => throw new ArgumentException($"No layout is there for a slide of {slide.GetType().Name}.", nameof(slide)),
    };

    private static void Notes(SlidePart slide, NotesMasterPart master, IReadOnlyList<string> lines, string language)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var notes = slide.AddNewPart<NotesSlidePart>("rId2");
        notes.AddPart(master, "rId1");
        notes.AddPart(slide, "rId2");
        SlideNotes.Write(notes, lines, language);
    }
}
