using System.Text.RegularExpressions;

namespace Webhooks.Office.Excel;

/// <summary>Foreign text as a cell may hold it: never longer than Excel reads, never a formula, not even when somebody edits the cell and leaves it.</summary>
internal static partial class CellText
{
    public const int MaximumLength = 32_767;

    /// <summary>Of a header: Excel's limit for the name of a table's column.</summary>
    public const int MaximumHeaderLength = 255;

    public static string Of(string text)
    {
        var clean = OfficeText.Clean(text);
        return clean.Length <= MaximumLength ? clean : Cut(clean, MaximumLength);
    }

    /// <summary>One line, as the header cell and the table's column must have it alike.</summary>
    public static string Header(string text)
    {
        var line = string.Join(' ', OfficeText.Clean(text).Split((char[])['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximumHeaderLength ? line : Cut(line, MaximumHeaderLength);
    }

    /// <summary>What begins like a formula keeps a mark that says that it is text: typing Enter in such a cell would else make it one.</summary>
    public static bool NeedsQuote(string text) => text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@', ..];

    /// <summary>In a file <c>_x0041_</c> means the letter A; text that looks like it is told apart by writing its underscore so.</summary>
    public static string Escaped(string text) => text.Contains("_x") ? Escape().Replace(text, "_x005F_") : text;

    private static string Cut(string text, int length) =>
        string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
