using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.Packaging;
using Webhooks.Office.PowerPoint.Slides;

namespace Webhooks.Office.PowerPoint;

/// <summary>Writes a deck as a .pptx. The same deck is the same bytes.</summary>
public static class DeckWriter
{
    /// <exception cref="ArgumentException">A slide has more figures or charts than its kind has room for; its title is named.</exception>
    public static byte[] Write(Deck deck)
    {
        ArgumentNullException.ThrowIfNull(deck);
        using var stream = new MemoryStream();
        using (var document = PresentationDocument.Create(stream, PresentationDocumentType.Presentation))
        {
            var part = document.AddPresentationPart();
            document.ChangeIdOfPart(part, "rId1");
            var frame = DeckFrame.Write(part);
            var slides = DeckSlides.Write(part, frame, deck);
            SlideXml.Save(part, DeckFrame.Presentation(slides));
            PropertiesWriter.Write(document, deck.Properties);
        }

        return FixedPackage.Of(stream);
    }
}
