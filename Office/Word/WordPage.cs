using DocumentFormat.OpenXml.Wordprocessing;

namespace Webhooks.Office.Word;

/// <summary>The sheet: A4, in twentieths of a point as Word counts.</summary>
internal static class WordPage
{
    public const int Width = 11906;
    public const int Height = 16838;
    public const int Side = 1134;
    public const int Top = 1474;
    public const int Bottom = 1304;

    /// <summary>What text, tables and charts may take.</summary>
    public const int TextWidth = Width - (2 * Side);

    /// <summary>DrawingML's unit in one of Word's.</summary>
    public const int EmuPerTwip = 635;

    public static SectionProperties Section(string header, string footer) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = Width, Height = Height },
        new PageMargin { Top = Top, Bottom = Bottom, Left = Side, Right = Side, Header = 680, Footer = 567, Gutter = 0 });
}
