using static Webhooks.Office.PowerPoint.Layouts.ShapeXml;

namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>The slide master: band, title, body, footer and number, and the styles of text that layouts begin with.</summary>
internal static class MasterXml
{
    /// <summary>Ids of masters and layouts are of one space, from 2³¹ on.</summary>
    private const uint FirstLayoutId = 2_147_483_649;

    /// <param name="layouts">Ids of the relationships to them.</param>
    public static string Of(IEnumerable<string> layouts) =>
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <p:sldMaster {Namespaces}><p:cSld><p:bg><p:bgPr><a:solidFill>{Theme("bg1")}</a:solidFill><a:effectLst/></p:bgPr></p:bg>{Root(Shapes)}</p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>{string.Concat(layouts.Select((id, at) => $"<p:sldLayoutId id=\"{FirstLayoutId + at}\" r:id=\"{id}\"/>"))}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>{TitleLevel}</p:titleStyle><p:bodyStyle>{string.Concat(Enumerable.Range(1, 9).Select(BodyLevel))}</p:bodyStyle><p:otherStyle>{string.Concat(Enumerable.Range(1, 9).Select(OtherLevel))}</p:otherStyle></p:txStyles></p:sldMaster>
        """;

    private static string Shapes => string.Concat(
        Ornament(7, "Band", SlideSpace.Band, Theme("accent1")),
        Ornament(8, "Rule", SlideSpace.FooterLine with { Height = 9525 }, Rgb(OfficeTheme.Line)),
        Placeholder(PlaceholderSlot.Title, 2, SlideSpace.Title, $"{NoMargin} anchor=\"b\"", "", Prompt("Title")),
        Placeholder(PlaceholderSlot.Body, 3, SlideSpace.Content, NoMargin, "", Prompt("Text", "Second level", "Third level")),
        Footer(4),
        Number(5));

    public static string Footer(int id, string? colour = null) =>
        Placeholder(PlaceholderSlot.Footer, id, SlideSpace.Footer, $"{NoMargin} anchor=\"ctr\"", Level(1, 11, colour ?? Rgb(OfficeTheme.Muted)), "<a:p><a:endParaRPr lang=\"en-US\"/></a:p>");

    public static string Number(int id, string? colour = null) =>
        Placeholder(PlaceholderSlot.Number, id, SlideSpace.Number, $"{NoMargin} anchor=\"ctr\"", Level(1, 11, colour ?? Rgb(OfficeTheme.Muted), align: "r"), NumberField);

    private static string TitleLevel =>
        $"""
        <a:lvl1pPr algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="3000" b="1" kern="1200"><a:solidFill>{Theme("tx2")}</a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>
        """;

    private static string BodyLevel(int level)
    {
        var margin = 285_750 * level;
        var size = level == 1 ? 2000 : level == 2 ? 1800 : 1600;
        return
            $"""
            <a:lvl{level}pPr marL="{margin}" indent="-285750" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="1000"/></a:spcBef><a:buClr>{Theme("accent2")}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr sz="{size}" kern="1200"><a:solidFill>{Theme("tx1")}</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>
            """;
    }

    private static string OtherLevel(int level) =>
        $"""
        <a:lvl{level}pPr marL="{457_200 * (level - 1)}" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1800" kern="1200"><a:solidFill>{Theme("tx1")}</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>
        """;
}
