using static Webhooks.Office.PowerPoint.Layouts.ShapeXml;

namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>A page of notes: the slide, and below it what is said.</summary>
internal static class NotesMasterXml
{
    public static string Text =>
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <p:notesMaster {Namespaces}><p:cSld><p:bg><p:bgPr><a:solidFill>{Theme("bg1")}</a:solidFill><a:effectLst/></p:bgPr></p:bg>{Root(Picture + Placeholder(PlaceholderSlot.NotesText, 3, SlideSpace.NotesText, "", "", Prompt("Notes")))}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:notesStyle>{string.Concat(Enumerable.Range(1, 9).Select(level => Level(level, 12, Theme("tx1"), above: 4)))}</p:notesStyle></p:notesMaster>
        """;

    private static string Picture =>
        $"""
        <p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr>{Transform(SlideSpace.NotesPicture)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill>{Rgb(OfficeTheme.Line)}</a:solidFill></a:ln></p:spPr></p:sp>
        """;
}
