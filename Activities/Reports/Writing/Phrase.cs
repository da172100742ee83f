using System.Globalization;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>Numbers and lists as English prose has them, the same in every culture.</summary>
internal static class Phrase
{
    private const int LongestTitle = 110;

    public static string Number(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary><c>EUR 1,310.50</c>.</summary>
    public static string Money(decimal cost, string currency) => string.Create(CultureInfo.InvariantCulture, $"{currency} {cost:#,##0.00}");

    /// <summary><c>1 commit</c>, <c>1,204 commits</c>.</summary>
    public static string Count(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary><c>a, b and c</c>.</summary>
    public static string And(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
    };

    /// <summary><c>a, b and 3 others</c>.</summary>
    public static string Some(IReadOnlyList<string> names, int most) => names.Count <= most + 1
        ? And(names)
        : And([.. names.Take(most), Count(names.Count - most, "other")]);

    /// <summary>The first so many, and a point that says how many there are beyond: <c>And 3 more tickets were completed.</c></summary>
    /// <param name="one">What is said of a single one beyond: <c>ticket was completed</c>.</param>
    /// <param name="many">And of several.</param>
    public static IEnumerable<string> Points<T>(IReadOnlyCollection<T> items, int most, Func<T, string> point, string one, string many)
    {
        var shown = Math.Min(items.Count, most);
        return [.. items.Take(shown).Select(point), .. items.Count > shown ? [$"And {Number(items.Count - shown)} more {(items.Count - shown == 1 ? one : many)}."] : Array.Empty<string>()];
    }

    /// <summary>A foreign title as one line of bounded length.</summary>
    public static string Title(string text) => PlainText.Cut(PlainText.Line(text), LongestTitle);

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
