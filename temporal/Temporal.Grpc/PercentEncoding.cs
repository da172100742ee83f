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

        var source = Encoding.UTF8.GetBytes(text);
        var octets = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '%' && i + 2 < source.Length
                && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                octets[length++] = Convert.ToByte(((ReadOnlySpan<char>)[(char)source[i + 1], (char)source[i + 2]]).ToString(), 16);
                i += 2;
            }
            else
            {
                octets[length++] = source[i];
            }
        }

        return Encoding.UTF8.GetString(octets, 0, length);
    }
}
