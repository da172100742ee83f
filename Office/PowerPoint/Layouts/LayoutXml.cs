using Webhooks.Office.PowerPoint.Slides;
using static Webhooks.Office.PowerPoint.Layouts.ShapeXml;

namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>The four layouts. A slide that has less than its layout moves what it has; the styles stay the layout's.</summary>
internal static class LayoutXml
{
    private const int LeadHeight = 60;

    public static string Of(SlideLayoutKind kind) => kind switch
    {
        SlideLayoutKind.Opening => Opening,
        SlideLayoutKind.Points => Layout("Points", Title + Lead(3) + Points(4) + MasterXml.Footer(5) + MasterXml.Number(6)),
        SlideLayoutKind.Figures => Layout("Figures", Title + Figures + Chart(0, 9, CardSpace.Chart(CardSpace.Most)) + MasterXml.Footer(10) + MasterXml.Number(11)),
        SlideLayoutKind.Charts => Layout("Charts", Title + Lead(3) + Charts + MasterXml.Footer(6) + MasterXml.Number(7)),
    };

    private static string Opening =>
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <p:sldLayout {Namespaces} showMasterSp="0" type="title" preserve="1"><p:cSld name="Opening"><p:bg><p:bgPr><a:solidFill>{Theme("tx2")}</a:solidFill><a:effectLst/></p:bgPr></p:bg>{Root(string.Concat(
            Ornament(7, "Band", SlideSpace.Band, Theme("accent2")),
            string.Concat(SlideSpace.OpeningBars.Select((bar, at) => Ornament(8 + at, $"Bar {at + 1}", bar, Darker("tx2")))),
            Placeholder(PlaceholderSlot.OpeningTitle, 2, SlideSpace.OpeningTitle, $"{NoMargin} anchor=\"b\"", Level(1, 44, Theme("bg1"), bold: true), Prompt("Title")),
            Placeholder(PlaceholderSlot.Subtitle, 3, SlideSpace.OpeningSubtitle, $"{NoMargin} anchor=\"t\"", Level(1, 24, Theme("bg1")), Prompt("Subtitle")),
            Placeholder(PlaceholderSlot.Date, 4, SlideSpace.OpeningDate, $"{NoMargin} anchor=\"b\"", Level(1, 16, Theme("bg2")), Prompt("Date")),
            MasterXml.Footer(5, Theme("bg2")),
            MasterXml.Number(6, Theme("bg2"))))}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>
        """;

    private static string Title => Placeholder(PlaceholderSlot.Title, 2, SlideSpace.Title, $"{NoMargin} anchor=\"b\"", "", Prompt("Title"));

    private static string Figures => string.Concat(CardSpace.Cards(CardSpace.Most, hasChart: true).Select((box, at) => Placeholder(
        PlaceholderSlot.Figure(at),
        at + 3,
        box,
        $"lIns=\"{CardSpace.Inset}\" tIns=\"{CardSpace.Inset}\" rIns=\"{CardSpace.Inset}\" bIns=\"{CardSpace.Inset}\" anchor=\"t\"",
        Level(1, 28, Theme("tx2"), bold: true) + Level(2, 14, Theme("tx1"), above: FigureCard.AboveLabel) + Level(3, 12, Rgb(OfficeTheme.Muted), bold: true, above: FigureCard.AboveChange),
        Prompt("Value", "What it counts", "Change"),
        $"<a:solidFill>{Theme("bg2")}</a:solidFill>")));

    private static string Charts => string.Concat(
        SlideSpace.Content.Below(LeadHeight).Grid(2, 1, 0.4).Select((box, at) => Chart(at, at + 4, box)));

    private static string Layout(string name, string shapes) =>
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <p:sldLayout {Namespaces} preserve="1" userDrawn="1"><p:cSld name="{name}">{Root(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>
        """;

    private static string Lead(int id) => Placeholder(
        PlaceholderSlot.Lead, id, SlideSpace.Prose with { Height = Box.Points(LeadHeight) }, NoMargin, Level(1, 20, Theme("tx1")), Prompt("What matters, in a sentence"));

    private static string Points(int id) => Placeholder(PlaceholderSlot.Points, id, SlideSpace.Prose.Below(LeadHeight), NoMargin, "", Prompt("Points"));

    private static string Chart(int at, int id, Box box) =>
        Placeholder(PlaceholderSlot.Chart(at), id, box, "", Level(1, 14, Rgb(OfficeTheme.Muted)), Prompt("Chart"));
}
