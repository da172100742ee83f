using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Outbound;

/// <summary>
/// Names of files and folders that people read and that SharePoint, Windows and Linux all take. The rules of SharePoint are the narrowest:
/// see "Restrictions and limitations in OneDrive and SharePoint". What has to be changed ends in a hash of what it was, so that two names that
/// differ stay two.
/// </summary>
internal static class FileName
{
    private const int LongestPart = 100;
    private const int LongestSlug = 80;
    private const int LongestInOctets = 160;
    private const int LongestExtension = 9;
    private const int HashOctets = 6;
    private const int MostParts = 8;

    // '#' and '%' are allowed in SharePoint, but a tenant may forbid them.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\"*:<>?/\\|#%");

    private static readonly HashSet<string> Reserved = new(
        [
            "CON", "PRN", "AUX", "NUL", "desktop.ini", "forms", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" }),
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A path out of a folder, whose parts are separated by slashes, and a name.</summary>
    public static string Path(string folder, string name)
    {
        var folders = folder.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return folders.Length < MostParts
            ? string.Join('/', [.. folders.Select(Part), Part(name)])
            : throw new ArgumentException($"A document is at most {MostParts} folders deep.", nameof(folder));
    }

    /// <summary>One part of a path, its extension kept.</summary>
    public static string Part(string text)
    {
        var safe = Replaced(PlainText.Line(text)).Trim(' ', '.');
        var extension = Extension(safe);
        var stem = safe[..^extension.Length];
        if (safe == text && stem.Length > 0 && Cut(safe, LongestPart) == safe && !IsReserved(safe))
        {
            return safe;
        }

        return $"{Cut(stem.Length > 0 ? stem : "file", LongestPart - extension.Length - (2 * HashOctets) - 1)}-{Hash(text)}{extension}";
    }

    /// <summary>A name by a key: the same for the same key, and readable as far as the key is.</summary>
    public static string OfKey(string key)
    {
        var words = new StringBuilder();
        foreach (var c in key)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                words.Append(char.ToLowerInvariant(c));
            }
            else if (words.Length > 0 && words[^1] != '-')
            {
                words.Append('-');
            }
        }

        return $"{Cut(words.ToString(), LongestSlug).Trim('-')}-{Hash(key)}".TrimStart('-');
    }

    private static string Replaced(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            letters.Append(Forbidden.Contains(c) || (c == '~' && letters.Length == 0) ? '-' : c);
        }

        return letters.ToString().Replace("_vti_", "-vti-", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsReserved(string name) => Reserved.Contains(name) || Reserved.Contains(name[..(name.IndexOf('.') is >= 0 and var dot ? dot : name.Length)]);

    private static string Extension(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && name.Length - dot is > 1 and <= LongestExtension && name[(dot + 1)..].All(char.IsAsciiLetterOrDigit) ? name[dot..] : "";

    /// <summary>In octets too, because a name of Linux has 255 of them; and never with a space or dot at the end.</summary>
    private static string Cut(string text, int length)
    {
        var (end, octets) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            octets += rune.Utf8SequenceLength;
            if (end + rune.Utf16SequenceLength > length || octets > LongestInOctets)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end].TrimEnd(' ', '.');
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashOctets));
}
