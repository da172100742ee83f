using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Storage.Knowledge;

/// <summary>Paths inside the knowledge base that hold on every system.</summary>
public static class KnowledgePath
{
    private const int MaximumLength = 512;
    private const int MaximumParts = 16;
    private const int MaximumPartLength = 120;
    private const string Extension = ".md";

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@+=,");
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.@+=,%");

    /// <summary>
    /// Makes a safe path out of any parts, hostile ones too: what a file name cannot have on some system is escaped, what is too long is
    /// cut and ends in a hash, and different parts give different paths.
    /// </summary>
    /// <param name="parts">Folders and file name, such as <c>github, octo, hello, commits, 0d1a….md</c>.</param>
    /// <exception cref="ArgumentException">No part, or an empty one.</exception>
    /// <exception cref="UnsafePathException">Too many parts.</exception>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
        {
            throw new ArgumentException("A path needs a part.", nameof(parts));
        }

        var escaped = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            escaped[i] = parts[i].Length > 0 ? Bounded(Escape(parts[i])) : throw new ArgumentException("A part of a path is empty.", nameof(parts));
        }

        var path = string.Join('/', escaped);
        return escaped.Length <= MaximumParts && path.Length <= MaximumLength ? path : throw new UnsafePathException("it is too long");
    }

    /// <exception cref="UnsafePathException">Not a path that <see cref="Join"/> could have made, or not a Markdown file.</exception>
    public static void Check(string path)
    {
        if (Fault(path) is { } fault)
        {
            throw new UnsafePathException(fault);
        }
    }

    /// <returns>What is wrong with a path; null when nothing is.</returns>
    internal static string? Fault(string path)
    {
        var parts = path.Split('/');
        return path.Length > MaximumLength ? "it is too long"
            : !path.EndsWith(Extension, StringComparison.Ordinal) ? "it does not end in .md"
            : parts.Length > MaximumParts ? "it has too many parts"
            : parts.Select(FaultOf).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(string part) =>
        part.Length == 0 ? "a part is empty, or it is absolute"
        : part.Length > MaximumPartLength ? "a part is too long"
        : part.AsSpan().ContainsAnyExcept(Allowed) ? "it has a character that is not allowed"
        : part[0] == '.' || part[^1] == '.' ? "a part begins or ends with a dot"
        : IsReserved(part) ? "a part is the name of a device"
        : null;

    private static string Escape(string part)
    {
        var octets = Encoding.UTF8.GetBytes(part);
        var reserved = IsReserved(part);
        var text = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            var character = (char)octets[i];
            var isEdgeDot = character == '.' && (i == 0 || i == octets.Length - 1);
            if (Plain.Contains(character) && !isEdgeDot && !(reserved && i == 0))
            {
                text.Append(character);
            }
            else
            {
                text.Append('%').Append(octets[i].ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    /// <summary>The mark <c>%-</c> cannot come out of escaping, so a cut name is never another name.</summary>
    private static string Bounded(string part)
    {
        if (part.Length <= MaximumPartLength)
        {
            return part;
        }

        var extension = part.EndsWith(Extension, StringComparison.Ordinal) ? Extension : "";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(part)).AsSpan(0, 16));
        return $"{part[..(MaximumPartLength - hash.Length - 2 - extension.Length)]}%-{hash}{extension}";
    }

    /// <summary>Windows takes these for devices, whatever the extension.</summary>
    private static bool IsReserved(string part)
    {
        var dot = part.IndexOf('.', StringComparison.Ordinal);
        var name = (dot < 0 ? part : part[..dot]).ToUpperInvariant();
        return name is "CON" or "PRN" or "AUX" or "NUL" || (name is ['C', 'O', 'M', >= '0' and <= '9'] or ['L', 'P', 'T', >= '0' and <= '9']);
    }
}
