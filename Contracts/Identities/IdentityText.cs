using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Contracts.Identities;

/// <summary>Joins parts with slashes so that no two lists of parts give the same text, whatever the parts contain.</summary>
internal static class IdentityText
{
    private const int MaximumBytes = 255;
    private const string Unescaped = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";

    /// <param name="tenant">Becomes the first part, marked with a leading <c>@</c> that no escaped part can start with; null or empty means none.</param>
    public static string Join(string? tenant, ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        if (!string.IsNullOrEmpty(tenant))
        {
            text.Append('@');
            Escape(text, tenant);
            text.Append('/');
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                text.Append('/');
            }

            Escape(text, parts[i]);
        }

        return Bounded(text.ToString());
    }

    /// <summary>Too long for a workflow id: keep the readable start, and the whole text's hash so that it stays unambiguous.</summary>
    public static string Bounded(string text)
    {
        if (text.Length <= MaximumBytes)
        {
            return text;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        return $"{text[..(MaximumBytes - hash.Length - 1)]}~{hash}";
    }

    private static void Escape(StringBuilder text, string part)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(part))
        {
            if (Unescaped.Contains((char)octet, StringComparison.Ordinal))
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
