using System.Globalization;
using System.Text;

namespace Temporal.Grpc;

/// <summary><c>grpc-message</c>: UTF-8 with everything but printable ASCII, and the percent sign, written as <c>%XX</c>.</summary>
internal static class PercentEncoding
{
    private const string Digits = "0123456789ABCDEF";

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(Digits[octet >> 4]).Append(Digits[octet & 15]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes what is decodable and keeps the rest as it is: a broken message must not hide the status.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        var octets = new byte[rest.Length];
        var length = 0;
        while (!rest.IsEmpty)
        {
            var escaped = rest is [(byte)'%', _, _, ..] && byte.TryParse(rest[1..3], NumberStyles.AllowHexSpecifier, null, out octets[length]);
            if (!escaped)
            {
                octets[length] = rest[0];
            }

            length++;
            rest = rest[(escaped ? 3 : 1)..];
        }

        return Encoding.UTF8.GetString(octets, 0, length);
    }
}
