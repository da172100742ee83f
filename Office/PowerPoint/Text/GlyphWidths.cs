using System.Globalization;
using System.Text;

namespace Webhooks.Office.PowerPoint.Text;

/// <summary>
/// How wide a character stands, as a share of the font's size. ASCII is measured (Carlito, whose widths are Calibri's); all else is taken by
/// class and rather too wide, for what shows it is a font that nobody here knows.
/// </summary>
internal static class GlyphWidths
{
    private const double Fullwidth = 1.0;
    private const double Emoji = 1.4;
    private const double WideUpper = 0.82;
    private const double WideLower = 0.68;
    private const double LatinUpper = 0.70;
    private const double LatinLower = 0.56;
    private const double LatinSymbol = 0.7;
    private const double Unknown = 1.0;

    /// <summary>Thousandths, from the space to the tilde.</summary>
    private static ReadOnlySpan<short> Regular =>
    [
        226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463,
        894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498,
        291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498,
    ];

    private static ReadOnlySpan<short> Bold =>
    [
        226, 326, 438, 498, 507, 729, 705, 233, 312, 312, 498, 498, 258, 306, 267, 430, 507, 507, 507, 507, 507, 507, 507, 507, 507, 507, 276, 276, 498, 498, 498, 463,
        898, 606, 561, 529, 630, 488, 459, 637, 631, 267, 331, 547, 423, 874, 659, 676, 532, 686, 563, 473, 495, 653, 591, 906, 551, 520, 478, 325, 430, 325, 498, 498,
        300, 494, 537, 418, 537, 503, 316, 474, 537, 246, 255, 480, 246, 813, 537, 538, 537, 537, 355, 399, 347, 537, 473, 745, 459, 474, 397, 344, 475, 344, 498,
    ];

    public static double Of(Rune rune, bool bold)
    {
        if (rune.Value is >= ' ' and <= '~')
        {
            return (bold ? Bold : Regular)[rune.Value - ' '] / 1000.0;
        }

        var category = Rune.GetUnicodeCategory(rune);
        return category switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ when rune.Value is 0xA0 or 0x202F => Regular[0] / 1000.0,
            _ when IsEmoji(rune) => Emoji,
            _ when IsFullwidth(rune) => Fullwidth,
            UnicodeCategory.UppercaseLetter => IsLatin(rune) ? LatinUpper : WideUpper,
            UnicodeCategory.LowercaseLetter => IsLatin(rune) ? LatinLower : WideLower,
            _ => rune.Value is < 0x2070 and not ('—' or '―' or '‰') ? LatinSymbol : Unknown,
        };
    }

    /// <summary>Scripts that the font of the deck has itself; another font's lines are taller.</summary>
    public static bool IsOfTheFont(Rune rune) => rune.Value is < 0x0530 or (>= 0x1E00 and < 0x2070) or (>= 0x20A0 and < 0x20D0);

    /// <summary>A line may end behind any of these. Korean is not among them: its lines end between words.</summary>
    public static bool EndsLine(Rune rune) => IsFullwidth(rune) && rune.Value is not ((>= 0x1100 and <= 0x115F) or (>= 0xAC00 and <= 0xD7A3));

    private static bool IsFullwidth(Rune rune) => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD);

    private static bool IsEmoji(Rune rune) => rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF);

    private static bool IsLatin(Rune rune) => rune.Value is < 0x0370 or (>= 0x1E00 and < 0x1F00);
}
