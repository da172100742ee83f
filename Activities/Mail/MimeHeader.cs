using System.Text;

namespace Webhooks.Activities.Mail;

/// <summary>Text in headers that have room for ASCII only.</summary>
internal static class MimeHeader
{
    private const string Fold = "\r\n ";
    private const int LongestLine = 60;

    /// <summary>In octets, of which each may take three places.</summary>
    private const int LongestSection = 16;

    /// <summary>In octets, of an encoded word: with its frame and the name of a header it has 76 characters.</summary>
    private const int LongestWord = 39;

    /// <summary>Running text, in encoded words (RFC 2047) unless it is plain.</summary>
    public static string Words(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal))
        {
            return Folded(text);
        }

        return string.Join(Fold, Pieces(text, LongestWord).Select(piece => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(piece))}?="));
    }

    /// <summary>A parameter such as a file's name, in sections of percent-encoded UTF-8 (RFC 2231) unless it is plain.</summary>
    public static string Parameter(string name, string value)
    {
        if (value.Length <= LongestLine && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '(' or ')'))
        {
            return $"{name}=\"{value}\"";
        }

        var sections = Pieces(value, LongestSection).Select(Uri.EscapeDataString).ToList();
        return string.Join($";{Fold}", sections.Select((section, i) => $"{name}*{i}*={(i == 0 ? "UTF-8''" : "")}{section}"));
    }

    /// <summary>In lines that break at spaces.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder();
        var line = 0;
        foreach (var word in text.Split(' '))
        {
            var isFull = line > 0 && line + word.Length > LongestLine;
            folded.Append(folded.Length == 0 ? "" : isFull ? Fold : " ").Append(word);
            line = isFull ? word.Length : line + word.Length + 1;
        }

        return folded.ToString();
    }

    /// <summary>Of so many octets at most, and never through a character.</summary>
    private static IEnumerable<string> Pieces(string text, int octets)
    {
        var piece = new StringBuilder();
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > octets)
            {
                yield return piece.ToString();
                piece.Clear();
                length = 0;
            }

            piece.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        yield return piece.ToString();
    }
}
