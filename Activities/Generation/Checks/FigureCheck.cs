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
        var known = Numbers(data).ToHashSet(StringComparer.Ordinal);
        return sections.SelectMany(section => section.Texts).SelectMany(Numbers).Any(number => IsLong(number) && !known.Contains(number))
            ? AnswerFault.InventedFigure
            : null;
    }

    /// <summary>Hashes, which may be shortened, are looked at elsewhere.</summary>
    private static bool IsLong(string number) => number.Count(char.IsAsciiDigit) > 1 && !(number.Length >= ShortestHash && number.All(char.IsAsciiHexDigit));

    private static IEnumerable<string> Numbers(string text) => Word.Matches(text).SelectMany(match => Plain(string.Concat(match.Value.Select(Ascii))));

    private static char Ascii(char c) => char.IsDigit(c) ? (char)('0' + char.GetNumericValue(c)) : c;

    /// <summary>1,204 and 1204 are the same, and so are 310.50 and 310.5; a list without spaces is its parts; what is no number, such as 1.2.3, is itself.</summary>
    private static string[] Plain(string word)
    {
        var number = Thousands.IsMatch(word) ? word.Replace(",", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("\u2019", "", StringComparison.Ordinal) : word;
        return [.. number.Split(',', '\'', '\u2019').Select(part => decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value.ToString("0.############", CultureInfo.InvariantCulture)
            : part)];
    }
}
