using System.Globalization;
using System.Text;

namespace Webhooks.Storage.Knowledge.Links;

/// <summary>
/// The last section of a document's file, which lists the documents it is linked with. The knowledge base writes it, and nobody else: it is no part
/// of the document that was stored, and is written anew whenever a document comes, goes or changes at the other end of a link.
/// </summary>
internal static class RelatedSection
{
    public const int MaximumShown = 20;

    private const string Heading = "\n<!-- related -->\n## Related\n\n";
    private const int MaximumTitle = 120;

    public static string Append(string text, string path, IReadOnlyList<RelatedDocument> related)
    {
        if (related.Count == 0)
        {
            return text;
        }

        var section = new StringBuilder(text).Append(text.EndsWith('\n') ? "" : "\n").Append(Heading);
        foreach (var document in related.Take(MaximumShown))
        {
            section.Append("- ").Append(Label(document.Kind)).Append(": [").Append(Escape(document.Title)).Append("](")
                .Append(Target(path, document.Path)).Append("), ").Append(document.Date.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)).Append('\n');
        }

        return section.Append(related.Count > MaximumShown ? "- … and more\n" : "").ToString();
    }

    /// <returns>The document as it was stored.</returns>
    public static string Remove(string file)
    {
        // Editors of other systems end lines in their own way.
        var text = file.Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = text.LastIndexOf(Heading, StringComparison.Ordinal);

        // Only our own lines may follow. A document that shows such a heading, in a listing, has something behind it.
        return at >= 0 && text[(at + Heading.Length)..].Split('\n').All(line => line.Length == 0 || line.StartsWith("- ", StringComparison.Ordinal)) ? text[..at] : text;
    }

    private static string Label(string kind) => Escape(string.Concat(char.ToUpperInvariant(kind[0]), kind[1..].Replace('-', ' ')));

    /// <summary>Every character that could be markup is escaped, so that a title is text whatever it says.</summary>
    private static string Escape(string title)
    {
        const string Markup = @"\`*_[]<>&~|$#!@";
        var text = new StringBuilder();
        foreach (var rune in (title.Length <= MaximumTitle ? title : title[..(MaximumTitle - 1)] + "…").EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                continue;
            }

            // A slash and a dot, because some readers make addresses of plain text.
            var isMarkup = rune.IsAscii && (Markup.Contains((char)rune.Value) || (rune.Value is '/' or '.' && EndsAddress(text)));
            text.Append(isMarkup ? "\\" : "").Append(rune.ToString());
        }

        return text.ToString();
    }

    private static bool EndsAddress(StringBuilder text) =>
        text.Length > 0 && (text[^1] == ':' || (text.Length > 2 && text.ToString(text.Length - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Relative, as Markdown readers follow it. Of the characters of a path only the percent sign means something in an address.</summary>
    private static string Target(string from, string to)
    {
        var here = from.Split('/')[..^1];
        var there = to.Split('/');
        var shared = here.Zip(there[..^1]).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Concat(Enumerable.Repeat("../", here.Length - shared)) + string.Join('/', there[shared..]).Replace("%", "%25", StringComparison.Ordinal);
    }
}
