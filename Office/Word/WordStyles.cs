namespace Webhooks.Office.Word;

/// <summary>The styles of all Word documents: who edits one changes a style and not a hundred paragraphs.</summary>
internal static class WordStyles
{
    public const string Body = "Normal";
    public const string Title = "Title";
    public const string Subtitle = "Subtitle";
    public const string Heading1 = "Heading1";
    public const string Heading2 = "Heading2";
    public const string Heading3 = "Heading3";
    public const string Heading4 = "Heading4";
    public const string ListBullet = "ListBullet";
    public const string ListNumber = "ListNumber";
    public const string ListContinue = "ListContinue";
    public const string Code = "CodeBlock";
    public const string Quote = "Quote";
    public const string Caption = "Caption";
    public const string Callout = "Callout";
    public const string Rule = "Rule";
    public const string Figure = "Figure";
    public const string Gap = "Gap";
    public const string TableText = "TableText";
    public const string TableHeader = "TableHeader";
    public const string TableTotal = "TableTotal";
    public const string FigureLabel = "FigureLabel";
    public const string FigureValue = "FigureValue";
    public const string FigureChange = "FigureChange";
    public const string ContentsHeading = "TOCHeading";
    public const string Contents1 = "TOC1";
    public const string Contents2 = "TOC2";
    public const string Contents3 = "TOC3";
    public const string Header = "Header";
    public const string Footer = "Footer";

    /// <summary>Of characters.</summary>
    public const string Link = "Hyperlink";

    public const string InlineCode = "InlineCode";

    /// <summary>Of tables.</summary>
    public const string Table = "ReportTable";

    public const string Layout = "ReportLayout";

    /// <summary>In half points.</summary>
    public const int BodySize = 21;

    private const int Relaxed = 276;

    public static IReadOnlyDictionary<string, WordStyle> Paragraphs { get; } = new WordStyle[]
    {
        new(Body, "Normal") { After = 120, Line = Relaxed, IsQuick = true },
        new(Title, "Title") { Size = 56, IsBold = true, IsHeadingFont = true, Colour = OfficeTheme.Primary, After = 40, KeepsWithNext = true, Next = Subtitle, IsQuick = true },
        new(Subtitle, "Subtitle")
        {
            Size = 26, Colour = OfficeTheme.Muted, After = 280, IsQuick = true, Borders = [("bottom", 12, 10, OfficeTheme.Primary)],
        },
        Heading(Heading1, 1, 34, OfficeTheme.Primary, 400, 120),
        Heading(Heading2, 2, 27, OfficeTheme.Primary, 300, 80),
        Heading(Heading3, 3, 23, OfficeTheme.Ink, 240, 60),
        Heading(Heading4, 4, 21, OfficeTheme.Muted, 200, 40),
        new(ListBullet, "List Bullet") { After = 80, Line = Relaxed, Next = ListBullet, Numbering = WordNumbering.Bullets, IsQuick = true },
        new(ListNumber, "List Number") { After = 80, Line = Relaxed, Next = ListNumber, Numbering = WordNumbering.Numbers, IsQuick = true },
        new(ListContinue, "List Continue") { After = 80, Line = Relaxed, Left = WordNumbering.Indent(0), Next = ListContinue },
        new(Code, "Code Block")
        {
            Size = 18, IsCode = true, Before = 60, After = 180, Left = 120, Right = 120, Next = Code, IsQuick = true,
            Shade = OfficeTheme.Shade, Borders = [.. new[] { "top", "left", "bottom", "right" }.Select(side => (side, 4, 5, OfficeTheme.Line))],
        },
        new(Quote, "Quote")
        {
            IsItalic = true, Colour = OfficeTheme.Muted, Before = 120, After = 140, Line = Relaxed, Left = 284, Right = 284, IsQuick = true,
            Borders = [("left", 18, 10, OfficeTheme.Line)],
        },
        new(Caption, "caption") { Size = 20, IsBold = true, Colour = OfficeTheme.Ink, Before = 160, After = 80, KeepsWithNext = true, IsQuick = true },
        new(Callout, "Callout") { Before = 140, After = 100, Line = Relaxed, Left = 170, Right = 113, Shade = OfficeTheme.Shade, KeepsLines = true, IsQuick = true },
        new(Rule, "Rule") { Size = 8, After = 160, Borders = [("bottom", 6, 1, OfficeTheme.Line)] },
        new(Figure, "Figure") { Before = 80, After = 160 },
        new(Gap, "Gap") { Size = 12, After = 40 },
        new(TableText, "Table Text") { Size = 19, Next = TableText },
        new(TableHeader, "Table Header") { Size = 19, IsBold = true, Colour = OfficeTheme.Ground, KeepsWithNext = true, BasedOn = TableText, Next = TableText },
        new(TableTotal, "Table Total") { Size = 19, IsBold = true, BasedOn = TableText, Next = TableText },
        new(FigureLabel, "Figure Label") { Size = 18, Colour = OfficeTheme.Muted, KeepsWithNext = true, Before = 40, Next = FigureValue },
        new(FigureValue, "Figure Value") { Size = 40, IsBold = true, IsHeadingFont = true, Colour = OfficeTheme.Ink, KeepsWithNext = true, Next = FigureChange },
        new(FigureChange, "Figure Change") { Size = 18, IsBold = true, After = 40 },
        new(ContentsHeading, "TOC Heading") { Size = 27, IsBold = true, IsHeadingFont = true, Colour = OfficeTheme.Primary, After = 100, KeepsWithNext = true },
        new(Contents1, "toc 1") { After = 40, Before = 40, RightTab = "dot", IsBold = true },
        new(Contents2, "toc 2") { After = 30, Left = 284, RightTab = "dot" },
        new(Contents3, "toc 3") { After = 30, Left = 567, RightTab = "dot", Colour = OfficeTheme.Muted },
        new(Header, "header") { Size = 18, Colour = OfficeTheme.Muted, Borders = [("bottom", 4, 6, OfficeTheme.Line)] },
        new(Footer, "footer") { Size = 18, Colour = OfficeTheme.Muted, RightTab = "none", Borders = [("top", 4, 6, OfficeTheme.Line)] },
    }.ToDictionary(style => style.Id, StringComparer.Ordinal);

    private static WordStyle Heading(string id, int level, int size, string colour, int before, int after) => new(id, $"heading {level}")
    {
        Size = size, IsBold = true, IsHeadingFont = true, Colour = colour, Before = before, After = after,
        KeepsWithNext = true, KeepsLines = true, Outline = level - 1, IsQuick = true,
    };
}
