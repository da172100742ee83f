namespace Webhooks.Activities.GitHub;

/// <summary>GitHub can send a delivery as a form whose field <c>payload</c> holds the JSON.</summary>
internal static class FormBody
{
    /// <returns>The body itself when it is JSON, otherwise the decoded field.</returns>
    /// <exception cref="FormatException">Neither JSON nor a form with that field.</exception>
    public static byte[] Payload(byte[] body)
    {
        var rest = body.AsSpan();
        var first = rest.TrimStart(" \t\r\n"u8);
        if (first.StartsWith("{"u8))
        {
            return body;
        }

        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'&');
            var field = end < 0 ? rest : rest[..end];
            if (field.StartsWith("payload="u8))
            {
                return Decode(field["payload=".Length..]);
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        throw new FormatException("The payload is neither JSON nor a form with a field 'payload'.");
    }

    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var decoded = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            decoded[length++] = text[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' => Octet(text, ref i),
                var octet => octet,
            };
        }

        return decoded[..length];
    }

    private static byte Octet(ReadOnlySpan<byte> text, ref int i)
    {
        if (i + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[i + 1]) || !char.IsAsciiHexDigit((char)text[i + 2]))
        {
            throw new FormatException("The form's field 'payload' is not percent-encoded.");
        }

        var octet = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
        i += 2;
        return octet;
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
