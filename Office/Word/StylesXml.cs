using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office.Word;

/// <summary><see cref="WordStyles"/> as the part of a document.</summary>
internal static class StylesXml
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static void Write(StyleDefinitionsPart part, string language)
    {
        using var xml = new MemoryStream();
        new XElement(
            W + "styles",
            new XAttribute(XNamespace.Xmlns + "w", W),
            Defaults(language),
            WordStyles.Paragraphs.Values.Select(Paragraph),
            Parsed(CharactersAndTables)).Save(xml, SaveOptions.DisableFormatting);
        xml.Position = 0;
        part.FeedData(xml);
    }

    private static XElement Defaults(string language) => E(
        "docDefaults",
        E("rPrDefault", E(
            "rPr",
            E("rFonts", A("asciiTheme", "minorHAnsi"), A("eastAsiaTheme", "minorEastAsia"), A("hAnsiTheme", "minorHAnsi"), A("cstheme", "minorBidi")),
            E("color", A("val", OfficeTheme.Ink)),
            E("sz", A("val", WordStyles.BodySize)),
            E("szCs", A("val", WordStyles.BodySize)),
            E("lang", A("val", OfficeText.Clean(language)), A("eastAsia", "en-US"), A("bidi", "ar-SA")))),
        E("pPrDefault", E("pPr", E("spacing", A("after", 0), A("line", 240), A("lineRule", "auto")))));

    private static XElement Paragraph(WordStyle style) => E(
        "style",
        A("type", "paragraph"),
        style.Id == WordStyles.Body ? A("default", 1) : null,
        IsOurs(style) ? A("customStyle", 1) : null,
        A("styleId", style.Id),
        Val("name", style.Name),
        style.Id == WordStyles.Body ? null : Val("basedOn", style.BasedOn),
        Val("next", style.Next),
        Val("uiPriority", style.IsQuick ? 9 : 39),
        style.IsQuick ? E("qFormat") : null,
        E("pPr", Layout(style)),
        E("rPr", Look(style)));

    private static IEnumerable<XElement?> Layout(WordStyle style) =>
    [
        style.KeepsWithNext ? E("keepNext") : null,
        style.KeepsLines ? E("keepLines") : null,
        style.Numbering is { } list ? E("numPr", Val("numId", list)) : null,
        style.Borders.Count == 0 ? null : E("pBdr", style.Borders.Select(border =>
            E(border.Side, A("val", "single"), A("sz", border.Size), A("space", border.Space), A("color", border.Colour)))),
        style.Shade is { } shade ? E("shd", A("val", "clear"), A("color", "auto"), A("fill", shade)) : null,
        style.RightTab is { } leader ? E("tabs", E("tab", A("val", "right"), A("leader", leader), A("pos", WordPage.TextWidth))) : null,
        E("spacing", A("before", style.Before), A("after", style.After), A("line", style.Line), A("lineRule", "auto")),
        style.Left == 0 && style.Right == 0 ? null : E("ind", A("left", style.Left), A("right", style.Right)),
        style.Outline is { } level ? Val("outlineLvl", level) : null,
    ];

    private static IEnumerable<XElement?> Look(WordStyle style) =>
    [
        style.IsCode
            ? E("rFonts", A("ascii", OfficeTheme.CodeFont), A("hAnsi", OfficeTheme.CodeFont), A("cs", OfficeTheme.CodeFont))
            : style.IsHeadingFont ? E("rFonts", A("asciiTheme", "majorHAnsi"), A("eastAsiaTheme", "majorEastAsia"), A("hAnsiTheme", "majorHAnsi"), A("cstheme", "majorBidi")) : null,
        style.IsBold ? E("b") : null,
        style.IsItalic ? E("i") : null,
        style.IsCode ? E("noProof") : null,
        style.Colour is { } colour ? Val("color", colour) : null,
        Val("sz", style.Size),
        Val("szCs", style.Size),
    ];

    private static bool IsOurs(WordStyle style) => style.Id is WordStyles.Code or WordStyles.Callout or WordStyles.Rule or WordStyles.Figure or WordStyles.Gap
        or WordStyles.TableText or WordStyles.TableHeader or WordStyles.TableTotal or WordStyles.FigureLabel or WordStyles.FigureValue or WordStyles.FigureChange;

    /// <summary>Header and bands of a table are its style's, so that a row that somebody adds looks like the others.</summary>
    private static string CharactersAndTables =>
        $"""
        <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
        <w:style w:type="character" w:styleId="{WordStyles.Link}"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/><w:rPr><w:color w:val="{OfficeTheme.Primary}"/><w:u w:val="single"/></w:rPr></w:style>
        <w:style w:type="character" w:customStyle="1" w:styleId="{WordStyles.InlineCode}"><w:name w:val="Code"/><w:uiPriority w:val="10"/><w:qFormat/><w:rPr><w:rFonts w:ascii="{OfficeTheme.CodeFont}" w:hAnsi="{OfficeTheme.CodeFont}" w:cs="{OfficeTheme.CodeFont}"/><w:noProof/><w:sz w:val="18"/><w:szCs w:val="18"/><w:shd w:val="clear" w:color="auto" w:fill="{OfficeTheme.Shade}"/></w:rPr></w:style>
        <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
        <w:style w:type="table" w:customStyle="1" w:styleId="{WordStyles.Layout}"><w:name w:val="Report Layout"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="41"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:left w:w="142" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
        <w:style w:type="table" w:customStyle="1" w:styleId="{WordStyles.Table}"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/>
          <w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="{OfficeTheme.Line}"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{OfficeTheme.Primary}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{OfficeTheme.Line}"/></w:tblBorders><w:tblCellMar><w:top w:w="{TableBlocks.CellTop}" w:type="dxa"/><w:left w:w="{TableBlocks.CellSide}" w:type="dxa"/><w:bottom w:w="{TableBlocks.CellTop}" w:type="dxa"/><w:right w:w="{TableBlocks.CellSide}" w:type="dxa"/></w:tblCellMar></w:tblPr>
          <w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{OfficeTheme.Primary}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
          <w:tblStylePr w:type="lastRow"><w:tblPr/><w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{OfficeTheme.Primary}"/></w:tcBorders></w:tcPr></w:tblStylePr>
          <w:tblStylePr w:type="band2Horz"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{OfficeTheme.Shade}"/></w:tcPr></w:tblStylePr>
        </w:style>
        """;

    private static IEnumerable<XElement> Parsed(string styles) =>
        XElement.Parse(new StringBuilder($"<w:styles xmlns:w=\"{W}\">").Append(styles).Append("</w:styles>").ToString()).Elements();

    private static XElement E(string name, params object?[] content) => new(W + name, content);

    private static XAttribute A(string name, object value) => new(W + name, value);

    private static XElement Val(string name, object value) => E(name, A("val", value));
}
