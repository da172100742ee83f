namespace Webhooks.Office.PowerPoint.Layouts;

/// <summary>Pieces of masters and layouts. They hold no foreign text, so they are written as what they are.</summary>
internal static class ShapeXml
{
    public const string Namespaces =
        """
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
        """;

    public const string NumberFieldId = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}";

    public const string NoMargin = "lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"";

    public static string Root(string shapes) =>
        $"""
        <p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>
        """;

    public static string Transform(Box box) => $"<a:xfrm><a:off x=\"{box.X}\" y=\"{box.Y}\"/><a:ext cx=\"{box.Width}\" cy=\"{box.Height}\"/></a:xfrm>";

    /// <param name="slot">Name and type.</param>
    /// <param name="id">Unique in the part.</param>
    /// <param name="box">Its place.</param>
    /// <param name="body">Attributes of the text's body.</param>
    /// <param name="levels">Styles, one a level from the first on; empty to inherit all.</param>
    /// <param name="prompt">What is shown where nothing is written yet; the field for a number.</param>
    /// <param name="fill">Of the shape.</param>
    public static string Placeholder(PlaceholderSlot slot, int id, Box box, string body, string levels, string prompt, string fill = "") =>
        $"""
        <p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{slot.Name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {Reference(slot)}/></p:nvPr></p:nvSpPr><p:spPr>{Transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr><p:txBody><a:bodyPr vert="horz" wrap="square" {body}><a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle>{prompt}</p:txBody></p:sp>
        """;

    /// <summary>Decoration: nothing to be read.</summary>
    public static string Ornament(int id, string name, Box box, string colour, string shape = "rect") =>
        $"""
        <p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"><a:extLst><a:ext uri="{"{C183D7F6-B498-43B3-948B-1728B52AA6E4}"}"><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{Transform(box)}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom><a:solidFill>{colour}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>
        """;

    /// <param name="level">1 to 9.</param>
    /// <param name="size">Points.</param>
    /// <param name="colour">An element.</param>
    /// <param name="bold">Whether.</param>
    /// <param name="above">Points of space.</param>
    /// <param name="align">As DrawingML has it.</param>
    public static string Level(int level, int size, string colour, bool bold = false, int above = 0, string align = "l") =>
        $"""
        <a:lvl{level}pPr marL="0" indent="0" algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="{above * 100}"/></a:spcBef><a:buNone/><a:defRPr sz="{size * 100}" b="{(bold ? 1 : 0)}"><a:solidFill>{colour}</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{level}pPr>
        """;

    public static string Prompt(params string[] levels) => string.Concat(levels.Select((text, at) =>
        $"<a:p><a:pPr lvl=\"{at}\"/><a:r><a:rPr lang=\"en-US\"/><a:t>{text}</a:t></a:r></a:p>"));

    public static string NumberField => $"<a:p><a:fld id=\"{NumberFieldId}\" type=\"slidenum\"><a:rPr lang=\"en-US\"/><a:t>‹#›</a:t></a:fld></a:p>";

    public static string Theme(string slot) => $"<a:schemeClr val=\"{slot}\"/>";

    /// <summary>A colour of the theme, darker.</summary>
    public static string Darker(string slot) => $"<a:schemeClr val=\"{slot}\"><a:lumMod val=\"80000\"/></a:schemeClr>";

    public static string Rgb(string hex) => $"<a:srgbClr val=\"{hex}\"/>";

    private static string Reference(PlaceholderSlot slot) =>
        $"type=\"{slot.Type}\"{(slot.IsSmall ? " sz=\"quarter\"" : "")}{(slot.Index is { } index ? $" idx=\"{index}\"" : "")}";
}
