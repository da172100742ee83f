using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Webhooks.Office.PowerPoint;
using static Webhooks.Office.Tests.PowerPoint.DeckReading;
using Slide = Webhooks.Office.PowerPoint.Slide;

namespace Webhooks.Office.Tests.PowerPoint;

public sealed class DeckNotesTests
{
    [Fact]
    public void Notes_stand_below_their_slide_and_nowhere_else()
    {
        using var document = Open(SampleDecks.Rich);

        Assert.Equal(["", "Thank the payments team.\nThen the numbers.", "", "", "", "", ""], document.Slides().Select(NotesOf));
        var notes = document.Slides()[1].NotesSlidePart!;
        Assert.Same(document.PresentationPart!.NotesMasterPart, notes.NotesMasterPart);
        Assert.Same(document.Slides()[1], notes.SlidePart);
    }

    [Fact]
    public void Points_that_have_no_room_stand_in_the_notes()
    {
        List<string> points = [.. Enumerable.Range(1, 40).Select(at => $"Point number {at}")];

        using var document = Open(SampleDecks.Of(new Slide.Points("Much", "A lead.", points)));

        var shown = TextOf(document.Slides()[0].Slide.Descendants<Shape>().ElementAt(2)).Split('\n');
        Assert.Equal(points.Take(shown.Length - 1), shown[..^1]);
        Assert.Equal($"… and {41 - shown.Length} more in the report", shown[^1]);
        Assert.Equal($"Text, in full:\nA lead.\n{string.Join('\n', points.Select(point => "• " + point))}", NotesOf(document.Slides()[0]));
    }

    [Fact]
    public void Everything_that_is_cut_stands_whole_in_the_notes()
    {
        var text = SampleDecks.Texts[0];
        var chart = SampleDecks.Commits with { Title = text };
        using var document = Open(SampleDecks.Of(
            new Slide.Opening(text, text + " S", text + " D") { Notes = "Said." },
            new Slide.Figures("F", [new KeyFigure { Label = text, Value = text + " V", Change = text + " C" }], chart),
            new Slide.Charts("C", [chart], text)));

        var notes = document.Slides().Select(NotesOf).ToList();

        Assert.Equal($"Said.\nTitle, in full:\n{text}\nSubtitle, in full:\n{text} S\nDate, in full:\n{text} D", notes[0]);
        Assert.Equal($"Figure 1, in full:\n{text} V\n{text}\n{text} C\nTitle of chart 1, in full:\n{text}", notes[1]);
        Assert.Equal($"Remark, in full:\n{text}\nTitle of chart 1, in full:\n{text}", notes[2]);
    }

    [Fact]
    public void Two_titles_that_are_cut_to_the_same_are_told_apart()
    {
        var text = SampleDecks.Texts[0];
        using var document = Open(SampleDecks.Of(new Slide.Points(text + " one", "", []), new Slide.Points(text + " two", "", [])));

        var titles = document.Slides().Select(TitleOf).ToList();

        Assert.EndsWith("…", titles[0]);
        Assert.EndsWith("… (2)", titles[1]);
    }
}
