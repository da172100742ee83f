using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Webhooks.Office.PowerPoint.Layouts;
using static Webhooks.Office.PowerPoint.Slides.SlideXml;

namespace Webhooks.Office.PowerPoint;

/// <summary>What every deck has before it has slides: themes, masters, layouts, settings. Ids of relationships are our own, so that they never differ.</summary>
internal sealed record DeckFrame(NotesMasterPart Notes, IReadOnlyDictionary<SlideLayoutKind, SlideLayoutPart> Layouts)
{
    private const string Master = "rId1";
    private const string NotesMaster = "rId2";
    private const string Theme = "rId6";
    private const uint MasterId = 2_147_483_648;

    /// <summary>The least that the format allows.</summary>
    private const int FirstSlideId = 256;

    public static DeckFrame Write(PresentationPart part)
    {
        var master = part.AddNewPart<SlideMasterPart>(Master);
        var theme = master.AddNewPart<ThemePart>("rId100");
        ThemeWriter.Write(theme);
        part.AddPart(theme, Theme);

        var layouts = new Dictionary<SlideLayoutKind, SlideLayoutPart>();
        foreach (var kind in Enum.GetValues<SlideLayoutKind>())
        {
            var layout = master.AddNewPart<SlideLayoutPart>($"rId{layouts.Count + 1}");
            layout.AddPart(master, "rId1");
            Feed(layout, LayoutXml.Of(kind));
            layouts.Add(kind, layout);
        }

        Feed(master, MasterXml.Of(Enumerable.Range(1, layouts.Count).Select(at => $"rId{at}")));

        var notes = part.AddNewPart<NotesMasterPart>(NotesMaster);
        ThemeWriter.Write(notes.AddNewPart<ThemePart>("rId1"));
        Feed(notes, NotesMasterXml.Text);

        Feed(part.AddNewPart<PresentationPropertiesPart>("rId3"), Empty("presentationPr"));
        Feed(part.AddNewPart<ViewPropertiesPart>("rId4"), Empty("viewPr"));
        Feed(part.AddNewPart<TableStylesPart>("rId5"), TableStyles);
        return new DeckFrame(notes, layouts);
    }

    /// <param name="slides">Ids of the relationships to them, in order.</param>
    public static XElement Presentation(IReadOnlyList<string> slides) => Root(
        "presentation",
        new XAttribute("saveSubsetFonts", 1),
        new XAttribute("showSpecialPlsOnTitleSld", 0),
        new XElement(P + "sldMasterIdLst", new XElement(P + "sldMasterId", new XAttribute("id", MasterId), new XAttribute(R + "id", Master))),
        new XElement(P + "notesMasterIdLst", new XElement(P + "notesMasterId", new XAttribute(R + "id", NotesMaster))),
        slides.Count == 0
            ? null
            : new XElement(
                P + "sldIdLst",
                slides.Select((id, at) => new XElement(P + "sldId", new XAttribute("id", FirstSlideId + at), new XAttribute(R + "id", id)))),
        new XElement(P + "sldSz", new XAttribute("cx", SlideSpace.Slide.Width), new XAttribute("cy", SlideSpace.Slide.Height)),
        new XElement(P + "notesSz", new XAttribute("cx", SlideSpace.NotesPage.Width), new XAttribute("cy", SlideSpace.NotesPage.Height)));

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(xml), writable: false);
        part.FeedData(bytes);
    }

    private static string Empty(string root) => $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<p:{root} {ShapeXml.Namespaces}/>";

    /// <summary>PowerPoint's own default; there are no tables yet, but who inserts one gets this style.</summary>
    private static string TableStyles =>
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>
        """;
}
