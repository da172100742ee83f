using System.Globalization;

namespace Webhooks.Gateway.GitHub;

/// <summary>The JSON document in the one field <c>payload</c> of a form-encoded delivery.</summary>
internal static class FormPayload
{
    private static ReadOnlySpan<byte> Field => "payload="u8;

    /// <returns>False when there is no such field, or more than one, or a broken escape.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> form, out ReadOnlyMemory<byte> json)
    {
        json = default;
        var found = false;
        foreach (var range in form.Split((byte)'&'))
        {
            var field = form[range];
            if (!field.StartsWith(Field))
            {
                continue;
            }

            if (found || !TryUnescape(field[Field.Length..], out json))
            {
                return false;
            }

            found = true;
        }

        return found;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> escaped, out ReadOnlyMemory<byte> text)
    {
        text = default;
        var octets = new byte[escaped.Length];
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var octet = escaped[0];
            var taken = 1;
            if (octet == '%')
            {
                taken = 3;
                if (escaped.Length < taken || !byte.TryParse(escaped[1..taken], NumberStyles.AllowHexSpecifier, null, out octet))
                {
                    return false;
                }
            }
            else if (octet == '+')
            {
                octet = (byte)' ';
            }

            octets[length++] = octet;
            escaped = escaped[taken..];
        }

        text = octets.AsMemory(0, length);
        return true;
    }
}
