namespace Webhooks.Office.Excel;

/// <summary>
/// The formats of all cells. Each stands there twice, the second time for text that looks like a formula. Tables are coloured cell by cell
/// and by a style of their own: some readers know only the one, and rows that somebody adds in Excel get the other.
/// </summary>
internal static class StylesXml
{
    /// <summary>Of the tables.</summary>
    public const string TableStyle = OfficeTheme.Name;

    /// <summary>Numbers below belong to Excel itself.</summary>
    private const int FirstOwnNumberFormat = 164;

    private enum Lines
    {
        None,
        Row,
        Total,
        CardTop,
        Card,
    }

    private enum NumberFormat
    {
        General,
        Count,
        Money,
        Share,
        Day,
        Moment,
    }

    private enum Font
    {
        Body,
        Heading,
        Caption,
        Small,
        Figure,
        Good,
        Warning,
        Bad,
        Header,
        Link,
        Bold,
    }

    private enum Ground
    {
        None,

        /// <summary>Every reader takes for granted that this is the second.</summary>
        Pattern,
        Shade,
        Primary,
    }

    public static string Xml =>
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        {List("numFmts", [.. Enum.GetValues<NumberFormat>().Skip(1).Select(NumberFormatXml)])}
        {List("fonts", [.. Enum.GetValues<Font>().Select(FontXml)])}
        {List("fills", [.. Enum.GetValues<Ground>().Select(FillXml)])}
        {List("borders", [.. Enum.GetValues<Lines>().Select(BorderXml)])}
        {List("cellStyleXfs", ["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"])}
        {List("cellXfs", [.. Styles.Select(style => FormatXml(style, isQuoted: false)), .. Styles.Select(style => FormatXml(style, isQuoted: true))])}
        {List("cellStyles", ["<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"])}
        {List("dxfs", TableFormats)}
        <tableStyles count="1" defaultTableStyle="{TableStyle}" defaultPivotStyle="PivotStyleLight16">
        <tableStyle name="{TableStyle}" pivot="0" count="4">
        <tableStyleElement type="wholeTable" dxfId="0"/>
        <tableStyleElement type="headerRow" dxfId="1"/>
        <tableStyleElement type="totalRow" dxfId="2"/>
        <tableStyleElement type="secondRowStripe" dxfId="3"/>
        </tableStyle></tableStyles>
        </styleSheet>
        """;

    private static CellStyle[] Styles { get; } = Enum.GetValues<CellStyle>();

    private static string[] TableFormats =>
    [
        $"<dxf><border><bottom style=\"thin\">{Colour(OfficeTheme.Line)}</bottom><horizontal style=\"thin\">{Colour(OfficeTheme.Line)}</horizontal></border></dxf>",
        $"<dxf><font><b/>{Colour(OfficeTheme.Ground)}</font><fill><patternFill patternType=\"solid\"><bgColor rgb=\"FF{OfficeTheme.Primary}\"/></patternFill></fill></dxf>",
        $"<dxf><font><b/></font><border><top style=\"medium\">{Colour(OfficeTheme.Primary)}</top></border></dxf>",
        $"<dxf><fill><patternFill patternType=\"solid\"><bgColor rgb=\"FF{OfficeTheme.Shade}\"/></patternFill></fill></dxf>",
    ];

    /// <summary>What a cell has as its <c>s</c>.</summary>
    public static int Index(CellStyle style, bool isQuoted = false) => (int)style + (isQuoted ? Styles.Length : 0);

    private static string FormatXml(CellStyle style, bool isQuoted)
    {
        var (format, font, ground, lines, alignment) = Of(style);
        return $"<xf numFmtId=\"{NumberFormatId(format)}\" fontId=\"{(int)font}\" fillId=\"{(int)ground}\" borderId=\"{(int)lines}\" xfId=\"0\""
            + (isQuoted ? " quotePrefix=\"1\"" : "")
            + " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">"
            + $"<alignment {alignment}/></xf>";
    }

    private static (NumberFormat Format, Font Font, Ground Ground, Lines Lines, string Alignment) Of(CellStyle style)
    {
        const string Line = "vertical=\"center\"";
        const string Header = "vertical=\"center\" wrapText=\"1\"";
        const string Card = "horizontal=\"left\" vertical=\"center\" indent=\"1\"";
        const string Text = "horizontal=\"left\" vertical=\"center\" wrapText=\"1\" indent=\"1\"";
        const string Left = "horizontal=\"left\" vertical=\"center\" indent=\"1\"";
        const string Right = "horizontal=\"right\" vertical=\"center\" indent=\"1\"";
        return style switch
        {
            CellStyle.Normal => (NumberFormat.General, Font.Body, Ground.None, Lines.None, "vertical=\"bottom\""),
            CellStyle.Heading => (NumberFormat.General, Font.Heading, Ground.None, Lines.None, Line),
            CellStyle.Caption => (NumberFormat.General, Font.Caption, Ground.None, Lines.None, Line),
            CellStyle.CardLabel => (NumberFormat.General, Font.Small, Ground.Shade, Lines.CardTop, Card),
            CellStyle.CardValue => (NumberFormat.General, Font.Figure, Ground.Shade, Lines.Card, Card),
            CellStyle.CardNeutral => (NumberFormat.General, Font.Small, Ground.Shade, Lines.Card, Card),
            CellStyle.CardGood => (NumberFormat.General, Font.Good, Ground.Shade, Lines.Card, Card),
            CellStyle.CardWarning => (NumberFormat.General, Font.Warning, Ground.Shade, Lines.Card, Card),
            CellStyle.CardBad => (NumberFormat.General, Font.Bad, Ground.Shade, Lines.Card, Card),
            CellStyle.HeaderLeft => (NumberFormat.General, Font.Header, Ground.Primary, Lines.None, $"{Header} horizontal=\"left\" indent=\"1\""),
            // The button of the filter stands at the right.
            CellStyle.HeaderRight => (NumberFormat.General, Font.Header, Ground.Primary, Lines.None, $"{Header} horizontal=\"right\" indent=\"2\""),
            CellStyle.Text => (NumberFormat.General, Font.Body, Ground.None, Lines.Row, Text),
            CellStyle.Link => (NumberFormat.General, Font.Link, Ground.None, Lines.Row, Text),
            CellStyle.Count => (NumberFormat.Count, Font.Body, Ground.None, Lines.Row, Right),
            CellStyle.Money => (NumberFormat.Money, Font.Body, Ground.None, Lines.Row, Right),
            CellStyle.Share => (NumberFormat.Share, Font.Body, Ground.None, Lines.Row, Right),
            CellStyle.Day => (NumberFormat.Day, Font.Body, Ground.None, Lines.Row, Left),
            CellStyle.Moment => (NumberFormat.Moment, Font.Body, Ground.None, Lines.Row, Left),
            CellStyle.TotalText => (NumberFormat.General, Font.Bold, Ground.None, Lines.Total, Left),
            CellStyle.TotalCount => (NumberFormat.Count, Font.Bold, Ground.None, Lines.Total, Right),
            CellStyle.TotalMoney => (NumberFormat.Money, Font.Bold, Ground.None, Lines.Total, Right),
            CellStyle.TotalShare => (NumberFormat.Share, Font.Bold, Ground.None, Lines.Total, Right),
        };
    }

    private static int NumberFormatId(NumberFormat format) => format == NumberFormat.General ? 0 : FirstOwnNumberFormat + (int)format;

    private static string NumberFormatXml(NumberFormat format)
    {
        var code = format switch
        {
            NumberFormat.General => "General",
            NumberFormat.Count => "#,##0",
            NumberFormat.Money => "#,##0.00",
            NumberFormat.Share => "0.0%",
            NumberFormat.Day => "yyyy\\-mm\\-dd",
            NumberFormat.Moment => "yyyy\\-mm\\-dd\\ hh:mm",
        };
        return $"<numFmt numFmtId=\"{NumberFormatId(format)}\" formatCode=\"{code}\"/>";
    }

    private static string FontXml(Font font)
    {
        var (size, marks, colour) = font switch
        {
            Font.Body => (11, "", OfficeTheme.Ink),
            Font.Heading => (18, "<b/>", OfficeTheme.Primary),
            Font.Caption => (13, "<b/>", OfficeTheme.Primary),
            Font.Small => (10, "", OfficeTheme.Muted),
            Font.Figure => (18, "<b/>", OfficeTheme.Ink),
            Font.Good => (10, "<b/>", OfficeTheme.Good),
            Font.Warning => (10, "<b/>", OfficeTheme.Warning),
            Font.Bad => (10, "<b/>", OfficeTheme.Bad),
            Font.Header => (11, "<b/>", OfficeTheme.Ground),
            Font.Link => (11, "<u/>", OfficeTheme.Primary),
            Font.Bold => (11, "<b/>", OfficeTheme.Ink),
        };
        return $"<font>{marks}<sz val=\"{size}\"/>{Colour(colour)}<name val=\"{OfficeTheme.BodyFont}\"/><family val=\"2\"/><scheme val=\"minor\"/></font>";
    }

    private static string FillXml(Ground ground) =>
        ground switch
        {
            Ground.None => "<fill><patternFill patternType=\"none\"/></fill>",
            Ground.Pattern => "<fill><patternFill patternType=\"gray125\"/></fill>",
            Ground.Shade => Solid(OfficeTheme.Shade),
            Ground.Primary => Solid(OfficeTheme.Primary),
        };

    private static string BorderXml(Lines lines)
    {
        // Cards stand cell beside cell: a thick line in the colour of the ground is the gap between them.
        var gap = $"<right style=\"thick\">{Colour(OfficeTheme.Ground)}</right>";
        return lines switch
        {
            Lines.None => "<border><left/><right/><top/><bottom/><diagonal/></border>",
            Lines.Row => $"<border><left/><right/><top/><bottom style=\"thin\">{Colour(OfficeTheme.Line)}</bottom><diagonal/></border>",
            Lines.Total => $"<border><left/><right/><top style=\"medium\">{Colour(OfficeTheme.Primary)}</top><bottom/><diagonal/></border>",
            Lines.CardTop => $"<border><left/>{gap}<top style=\"medium\">{Colour(OfficeTheme.Primary)}</top><bottom/><diagonal/></border>",
            Lines.Card => $"<border><left/>{gap}<top/><bottom/><diagonal/></border>",
        };
    }

    private static string Solid(string colour) => $"<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>";

    private static string Colour(string colour) => $"<color rgb=\"FF{colour}\"/>";

    private static string List(string name, string[] items) => $"<{name} count=\"{items.Length}\">{string.Concat(items)}</{name}>";
}
