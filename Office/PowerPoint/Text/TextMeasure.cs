using System.Text;

namespace Webhooks.Office.PowerPoint.Text;

/// <summary>
/// Lines and heights of a text, all in points, without a font at hand. A word that has no room goes to the next line; one that is wider than a
/// line is broken anywhere, as both PowerPoint and LibreOffice do.
/// </summary>
internal static class TextMeasure
{
    /// <summary>No renderer rounds as another does.</summary>
    private const double Slack = 1.02;

    private const double OwnLine = 1.221;
    private const double ForeignLine = 1.5;

    public static double Width(ReadOnlySpan<char> text, double size, bool bold)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += GlyphWidths.Of(rune, bold);
        }

        return width * size * Slack;
    }

    public static double LineHeight(string text, double size) => size * (text.EnumerateRunes().All(GlyphWidths.IsOfTheFont) ? OwnLine : ForeignLine);

    public static double Height(string text, double size, bool bold, double width) => Lines(text, size, bold, width) * LineHeight(text, size);

    /// <summary>
    /// At least one, also for nothing. Programs do not agree whether a line may end within an address or behind a hyphen, and either may need
    /// the more lines: as many as the worse of both.
    /// </summary>
    public static int Lines(string text, double size, bool bold, double width)
    {
        var room = width / (size * Slack);
        var whole = Lines(text, bold, room, endsInWords: false);
        return whole == 1 ? 1 : Math.Max(whole, Lines(text, bold, room, endsInWords: true));
    }

    private static int Lines(string text, bool bold, double room, bool endsInWords)
    {
        var lines = 1;
        var used = 0.0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var piece = NextPiece(rest, endsInWords);
            (lines, used) = Set(piece, bold, room, lines, used);
            rest = rest[piece.Length..];
        }

        return lines;
    }

    /// <summary>A word with the spaces behind it, or one character of a script without spaces.</summary>
    private static ReadOnlySpan<char> NextPiece(ReadOnlySpan<char> text, bool endsInWords)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (GlyphWidths.EndsLine(rune))
            {
                return text[..(at == 0 ? rune.Utf16SequenceLength : at)];
            }

            at += rune.Utf16SequenceLength;
            if (rune.Value == ' ' || (endsInWords && rune.Value is '/' or '-' or '?' or '&' or '|' or '–' or '—' or '}'))
            {
                var spaces = text[at..].IndexOfAnyExcept(' ');
                return spaces < 0 ? text : text[..(at + spaces)];
            }
        }

        return text;
    }

    private static (int Lines, double Used) Set(ReadOnlySpan<char> piece, bool bold, double room, int lines, double used)
    {
        var word = piece.TrimEnd(' ');
        var width = 0.0;
        foreach (var rune in word.EnumerateRunes())
        {
            width += GlyphWidths.Of(rune, bold);
        }

        var spaces = (piece.Length - word.Length) * GlyphWidths.Of(new Rune(' '), bold);
        if (used + width <= room)
        {
            return (lines, used + width + spaces);
        }

        if (used > 0)
        {
            lines++;
        }

        if (width <= room)
        {
            return (lines, width + spaces);
        }

        used = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            var one = GlyphWidths.Of(rune, bold);
            if (used > 0 && used + one > room)
            {
                lines++;
                used = 0;
            }

            used += one;
        }

        return (lines, used + spaces);
    }
}
