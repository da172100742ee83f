using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Webhooks.Office.PowerPoint;
using A = DocumentFormat.OpenXml.Drawing;

namespace Webhooks.Office.Tests.PowerPoint;

/// <summary>A deck as somebody else's library opens it.</summary>
internal static class DeckReading
{
    public static PresentationDocument Open(Deck deck) => PresentationDocument.Open(new MemoryStream(DeckWriter.Write(deck), writable: false), isEditable: false);

    public static IReadOnlyList<SlidePart> Slides(this PresentationDocument document)
    {
        var part = document.PresentationPart!;
        return [.. part.Presentation.SlideIdList?.Elements<SlideId>().Select(id => (SlidePart)part.GetPartById(id.RelationshipId!)) ?? []];
    }

    public static string TitleOf(SlidePart slide) => TextOf(slide.Slide.Descendants<Shape>().First());

    public static string TextOf(Shape shape) => string.Join('\n', shape.TextBody!.Elements<A.Paragraph>().Select(paragraph => paragraph.InnerText));

    public static string NotesOf(SlidePart slide) =>
        slide.NotesSlidePart is not { } notes
            ? ""
            : TextOf(notes.NotesSlide.Descendants<Shape>().Single(shape => PlaceholderOf(shape)?.Type?.Value == PlaceholderValues.Body));

    public static PlaceholderShape? PlaceholderOf(DocumentFormat.OpenXml.OpenXmlElement shape) => shape.Descendants<PlaceholderShape>().SingleOrDefault();

    public static PlaceholderShape[] Placeholders(DocumentFormat.OpenXml.OpenXmlElement root) => [.. root.Descendants<PlaceholderShape>()];
}
