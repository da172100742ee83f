using System.Globalization;
using System.Text;

namespace Webhooks.Activities.Mail;

/// <summary>Text as ASCII that a person can still read (RFC 2045).</summary>
internal static class QuotedPrintable
{
    /// <summary>Without the mark of a soft line break.</summary>
    private const int LongestLine = 75;

    private const int LongestToken = 3;

    public static string Encode(string text) => string.Join("\r\n", text.ReplaceLineEndings("\n").Split('\n').Select(EncodeLine));

    private static string EncodeLine(string line)
    {
        var encoded = new StringBuilder();
        var width = 0;
        var octets = Encoding.UTF8.GetBytes(line);
        for (var i = 0; i < octets.Length; i++)
        {
            if (width > LongestLine - LongestToken)
            {
                encoded.Append("=\r\n");
                width = 0;
            }

            var c = (char)octets[i];
            var isPlain = c is >= ' ' and <= '~' and not '=' && !IsAtRisk(c, isFirst: width == 0, isLast: i == octets.Length - 1);
            var token = isPlain ? c.ToString() : $"={octets[i].ToString("X2", CultureInfo.InvariantCulture)}";
            encoded.Append(token);
            width += token.Length;
        }

        return encoded.ToString();
    }

    /// <summary>A space at the end of a line may get lost; a mailbox file takes "From" at its beginning for another mail, and SMTP a dot for the end.</summary>
    private static bool IsAtRisk(char c, bool isFirst, bool isLast) => (isLast && c == ' ') || (isFirst && c is '.' or 'F');
}
