using System.Text;
using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office;

/// <summary>Fonts, colours and effects of <see cref="OfficeTheme"/> as the part that all three formats have: who edits a document finds them in the menus.</summary>
internal static class ThemeWriter
{
    public static void Write(ThemePart part)
    {
        using var xml = new MemoryStream(Encoding.UTF8.GetBytes(Xml), writable: false);
        part.FeedData(xml);
    }

    private static string Xml { get; } =
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{OfficeTheme.Name}"><a:themeElements>
        <a:clrScheme name="{OfficeTheme.Name}">{Colours}</a:clrScheme>
        <a:fontScheme name="{OfficeTheme.Name}"><a:majorFont>{Font(OfficeTheme.HeadingFont)}</a:majorFont><a:minorFont>{Font(OfficeTheme.BodyFont)}</a:minorFont></a:fontScheme>
        <a:fmtScheme name="{OfficeTheme.Name}">
        <a:fillStyleLst>{Fill}{Fill}{Fill}</a:fillStyleLst>
        <a:lnStyleLst>{Line(6350)}{Line(12700)}{Line(19050)}</a:lnStyleLst>
        <a:effectStyleLst>{Effect}{Effect}{Effect}</a:effectStyleLst>
        <a:bgFillStyleLst>{Fill}{Fill}{Fill}</a:bgFillStyleLst>
        </a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>
        """;

    private static string Colours => string.Concat(
    [
        Colour("dk1", OfficeTheme.Ink), Colour("lt1", OfficeTheme.Ground), Colour("dk2", OfficeTheme.Primary), Colour("lt2", OfficeTheme.Shade),
        .. OfficeTheme.Accents.Take(6).Select((accent, at) => Colour($"accent{at + 1}", accent)),
        Colour("hlink", OfficeTheme.Primary), Colour("folHlink", OfficeTheme.Muted),
    ]);

    /// <summary>Three of each: subtle, moderate, intense. All are flat here.</summary>
    private static string Fill => "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";

    private static string Effect => "<a:effectStyle><a:effectLst/></a:effectStyle>";

    private static string Colour(string name, string value) => $"<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>";

    private static string Font(string name) => $"<a:latin typeface=\"{name}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";

    private static string Line(int width) =>
        $"<a:ln w=\"{width}\" cap=\"flat\" cmpd=\"sng\" algn=\"ctr\">{Fill}<a:prstDash val=\"solid\"/><a:miter lim=\"800000\"/></a:ln>";
}
