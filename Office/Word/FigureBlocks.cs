using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>Figures as cards beside each other, four in a row.</summary>
internal static class FigureBlocks
{
    private const int InARow = 4;

    /// <summary>Between border and text, left and right together.</summary>
    public const int CellSides = 142 + 85;

    /// <summary>In half points; the largest in which a value stands on one line is taken.</summary>
    private static readonly int[] Sizes = [WordStyles.Paragraphs[WordStyles.FigureValue].Size, 32, 26, 22];

    public static IEnumerable<OpenXmlElement> Write(IReadOnlyList<KeyFigure> figures) =>
        figures.Chunk(InARow).SelectMany(row => new OpenXmlElement[] { Row(row), WordText.Paragraph(WordStyles.Gap, "") });

    private static Table Row(KeyFigure[] figures)
    {
        // Few cards are as wide as those of a full row of three, and do not stretch over the page.
        var width = WordPage.TextWidth / Math.Max(figures.Length, 3);
        return new Table(
            new TableProperties(
                new TableStyle { Val = WordStyles.Layout },
                new TableWidth { Width = $"{width * figures.Length}", Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { Val = "0000", FirstRow = false, LastRow = false, FirstColumn = false, LastColumn = false, NoHorizontalBand = true, NoVerticalBand = true },
                new TableCaption { Val = "Key figures" },
                new TableDescription { Val = string.Join("; ", figures.Select(Said)) }),
            new TableGrid(figures.Select(_ => new GridColumn { Width = $"{width}" })),
            new TableRow([new TableRowProperties(new CantSplit()), .. figures.Select(figure => Card(figure, width))]));
    }

    private static TableCell Card(KeyFigure figure, int width) => new(
        new TableCellProperties(
            new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa },
            new TableCellBorders(
                new TopBorder { Val = BorderValues.Single, Size = 18, Space = 0, Color = ToneLook.Colour(figure.Tone) },
                new LeftBorder { Val = BorderValues.Single, Size = 24, Space = 0, Color = OfficeTheme.Ground },
                new RightBorder { Val = BorderValues.Single, Size = 24, Space = 0, Color = OfficeTheme.Ground }),
            new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = OfficeTheme.Shade }),
        WordText.Paragraph(WordStyles.FigureLabel, WordText.OneLine(figure.Label)),
        Value(WordText.OneLine(figure.Value), width),
        WordText.Paragraph(WordStyles.FigureChange, WordText.Runs(Change(figure), new RunProperties(new Color { Val = ToneLook.Colour(figure.Tone) }))));

    private static Paragraph Value(string value, int width)
    {
        var size = Sizes.FirstOrDefault(size => FontWidths.Of(value, size, bold: true) < width - CellSides, Sizes[^1]);
        return WordText.Paragraph(WordStyles.FigureValue, WordText.Runs(value, size == Sizes[0] ? null : new RunProperties(new FontSize { Val = $"{size}" })));
    }

    /// <summary>What changed and, in a word, how that is meant.</summary>
    private static string Change(KeyFigure figure) =>
        string.Join(" · ", new[] { WordText.OneLine(figure.Change ?? ""), ToneLook.OfFigure(figure.Tone) }.Where(part => part.Length > 0));

    private static string Said(KeyFigure figure) => $"{WordText.OneLine(figure.Label)} {WordText.OneLine(figure.Value)} {Change(figure)}".TrimEnd();
}
