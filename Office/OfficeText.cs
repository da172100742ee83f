using System.Buffers;
using System.Text;

namespace Webhooks.Office;

/// <summary>
/// Foreign text as an Office document may hold it. What XML 1.0 does not allow would make a document that cannot be opened; a control of
/// writing direction would let a text look like another one.
/// </summary>
internal static class OfficeText
{
    /// <summary>Controls but tab and line feed, other line ends, controls of writing direction, byte order marks, non-characters, surrogates (which may be alone).</summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
    [
        .. Range('\u0000', '\u0008'), .. Range('\u000B', '\u001F'), .. Range('\u007F', '\u009F'),
        '\u061C', '\u200E', '\u200F', .. Range('\u2028', '\u202E'), .. Range('\u2066', '\u2069'),
        .. Range('\uD800', '\uDFFF'), '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    /// <returns>The text without what a document must not hold; every kind of line end is <c>\n</c>.</returns>
    public static string Clean(string text)
    {
        var first = text.AsSpan().IndexOfAny(Suspicious);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var at = first; at < text.Length; at++)
        {
            var letter = text[at];
            if (!Suspicious.Contains(letter) || IsHalfOfPair(text, at))
            {
                clean.Append(letter);
            }
            else if (EndsLine(letter) && !(letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n'))
            {
                clean.Append('\n');
            }
        }

        return clean.ToString();
    }

    private static bool IsHalfOfPair(string text, int at) =>
        char.IsHighSurrogate(text[at])
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]);

    private static bool EndsLine(char letter) => letter is '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
