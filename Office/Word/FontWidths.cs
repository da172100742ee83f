namespace Webhooks.Office.Word;

/// <summary>
/// How wide text is in Calibri, and in Carlito, which has the same widths. Letters beyond ASCII are taken as wide as their usual ones.
/// </summary>
internal static class FontWidths
{
    /// <summary>Height of a line, in heights of the letter.</summary>
    public const double LineHeight = 2500.0 / Unit;

    private const double Unit = 2048;

    /// <summary>Of space to tilde, as the font says.</summary>
    private static readonly short[] Regular =
    [
        463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038,
        1038, 1038, 548, 548, 1020, 1020, 1020, 949, 1831, 1185, 1114, 1092, 1260, 1000, 941, 1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356,
        1058, 1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998, 959, 628, 791, 628, 1020, 1020, 596, 981, 1076, 866, 1076, 1019, 625, 964,
        1076, 470, 490, 931, 470, 1636, 1076, 1080, 1076, 1076, 714, 801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020,
    ];

    private static readonly short[] Bold =
    [
        463, 667, 898, 1020, 1038, 1493, 1443, 478, 638, 638, 1020, 1020, 528, 627, 547, 880, 1038, 1038, 1038, 1038, 1038, 1038, 1038, 1038,
        1038, 1038, 565, 565, 1020, 1020, 1020, 949, 1840, 1241, 1148, 1084, 1291, 999, 940, 1305, 1292, 546, 678, 1120, 866, 1790, 1349, 1385,
        1090, 1405, 1153, 968, 1014, 1337, 1211, 1856, 1128, 1064, 979, 665, 880, 665, 1020, 1020, 615, 1011, 1099, 857, 1099, 1031, 648, 971,
        1099, 503, 523, 983, 503, 1666, 1099, 1101, 1099, 1099, 728, 817, 710, 1099, 969, 1526, 941, 970, 814, 704, 973, 704, 1020,
    ];

    /// <param name="text">On one line.</param>
    /// <param name="halfPoints">Size of the font.</param>
    /// <param name="bold">Whether it is.</param>
    /// <returns>Twentieths of a point.</returns>
    public static double Of(ReadOnlySpan<char> text, int halfPoints, bool bold)
    {
        var widths = bold ? Bold : Regular;
        double sum = 0;
        foreach (var letter in text)
        {
            sum += letter switch
            {
                >= ' ' and <= '~' => widths[letter - ' '],
                // Each half of a pair: what it makes is as wide as it is high.
                >= '\uD800' and <= '\uDFFF' => Unit / 2,
                >= '\u2E80' => Unit,
                '…' => 1414,
                '—' or '→' => 1854,
                < '\u0300' or (>= '\u2010' and <= '\u2027') or '\u00A0' => 1038,
                _ => 1080,
            };
        }

        return sum / Unit * halfPoints * 10;
    }
}
