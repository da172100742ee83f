namespace Webhooks.Office.Word;

/// <summary>How many lines a text takes: words as long as they fit, words that are longer than a line broken anywhere, as Word and LibreOffice do.</summary>
internal static class TextLines
{
    /// <summary>Of the font of code, in heights of the letter.</summary>
    public const double CodeLineHeight = 1.17;

    /// <summary>Of every letter of the font of code, in heights of the letter.</summary>
    private const double CodeWidth = 0.55;

    /// <param name="text">With line feeds where it has line breaks.</param>
    /// <param name="width">Twentieths of a point.</param>
    /// <param name="style">Whose font it has.</param>
    public static int Count(string text, double width, WordStyle style) => text.Split('\n').Sum(line => CountLine(line, width, style));

    private static int CountLine(string line, double width, WordStyle style)
    {
        var lines = 1;
        double used = 0;
        foreach (var range in line.AsSpan().SplitAny(" -"))
        {
            var word = WidthOf(line.AsSpan(range), style);
            // A space or hyphen behind it; a space at the end of a line takes no room.
            var mark = range.End.Value < line.Length ? WidthOf(line.AsSpan(range.End.Value, 1), style) : 0;
            var isHyphen = range.End.Value < line.Length && line[range.End.Value] == '-';
            if (used > 0 && used + word + (isHyphen ? mark : 0) > width)
            {
                lines++;
                used = 0;
            }

            var broken = (int)Math.Floor(word / width);
            lines += broken;
            used += word - (broken * width) + mark;
        }

        return lines;
    }

    private static double WidthOf(ReadOnlySpan<char> text, WordStyle style) =>
        style.IsCode ? text.Length * style.Size * 10 * CodeWidth : FontWidths.Of(text, style.Size, style.IsBold);
}
