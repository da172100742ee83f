using System.Globalization;
using System.Text.RegularExpressions;

namespace Webhooks.Activities.Generation.Checks;

/// <summary>
/// Whether every number in an answer is in the data, written with or without separators of thousands. Single digits may be anything, because
/// prose counts with them; numbers in words, and what a right number is said of, are beyond it.
/// </summary>
internal static class FigureCheck
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int ShortestHash = 7;

    /// <summary>With the letters around it: the 26 in a hash is no number that the data has.</summary>
    private static readonly Regex Word = new(@"[\p{L}\p{Nd}_]*\p{Nd}[\p{L}\p{Nd}_]*([.,'\u2019]\p{Nd}+)*", Linear);

    private static readonly Regex Thousands = new(@"^[0-9]{1,3}([,'\u2019][0-9]{3})+(\.[0-9]+)?\z", Linear);

    /// <param name="data">Every text that the model was given.</param>
    public static AnswerFault? Of(IReadOnlyList<GeneratedSection> sections, string data)
    {
        var known = Words(data).SelectMany(Plain).ToHashSet(StringComparer.Ordinal);
        return sections.SelectMany(section => section.Texts).SelectMany(Words).Any(word => Plain(word).Any(number => IsLong(number) && !IsHash(number, word) && !known.Contains(number)))
            ? AnswerFault.InventedFigure
            : null;
    }

    private static bool IsLong(string number) => number.Count(char.IsAsciiDigit) > 1;

    /// <summary>Those, which may be shortened, are looked at by <see cref="AnswerCheck"/>. A number with separators of thousands or in other digits is none, however long it is.</summary>
    private static bool IsHash(string number, string word) => number.Length >= ShortestHash && number.All(char.IsAsciiHexDigit) && word.Contains(number, StringComparison.Ordinal);

    private static IEnumerable<string> Words(string text) => Word.Matches(text).Select(match => match.Value);

    private static char Ascii(char c) => char.IsDigit(c) ? (char)('0' + char.GetNumericValue(c)) : c;

    /// <summary>1,204 and 1204 are the same, and so are 310.50 and 310.5; a list without spaces is its parts; what is no number, such as 1.2.3, is itself.</summary>
    private static string[] Plain(string word)
    {
        var ascii = string.Concat(word.Select(Ascii));
        var number = Thousands.IsMatch(ascii) ? ascii.Replace(",", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal) : ascii;
        return [.. number.Split(',', '\'', '\u2019').Select(part => decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############", CultureInfo.InvariantCulture)
            : part)];
    }
}
