using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.PowerPoint.Layouts;
using static Webhooks.Office.PowerPoint.Slides.SlideXml;

namespace Webhooks.Office.PowerPoint.Slides;

/// <summary>What is said to a slide, and in full what the slide has no room for.</summary>
internal static class SlideNotes
{
    /// <summary>Empty when there is nothing to say.</summary>
    public static IReadOnlyList<string> Lines(string? notes, IReadOnlyList<WholeText> cuts) =>
    [
        .. string.IsNullOrWhiteSpace(notes) ? [] : Split(notes),
        .. cuts.SelectMany(cut => (IEnumerable<string>)[$"{cut.What}, in full:", .. Split(cut.Text)]),
    ];

    public static void Write(NotesSlidePart part, IReadOnlyList<string> lines, string language) => Save(part, Root(
        "notes",
        Tree(
        [
            Placeholder(PlaceholderSlot.NotesPicture, 2, ["noGrp", "noRot", "noChangeAspect"], place: null, text: null),
            Placeholder(PlaceholderSlot.NotesText, 3, ["noGrp"], place: null, Body(lines.Select(line => new TextParagraph(line).ToXml(language)))),
        ]),
        MasterColours));

    private static string[] Split(string text) => OfficeText.Clean(text).Split('\n');
}
