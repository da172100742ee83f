using System.Globalization;
using System.Text;

namespace Webhooks.Storage.Knowledge.Search;

/// <summary>
/// Takes a text apart into words: runs of letters and digits, in lower case and without the accents of Latin letters. Each database is given these words and not the
/// text, so that <c>SHOP-212</c>, a file name or a version is found in the same way in all of them.
/// </summary>
internal static class SearchWords
{
    private const int MaximumLength = 64;

    // The runtime knows no decompositions, because it runs without the tables of languages.
    private const int FirstAccented = 0xE0;
    private const int FirstExtended = 0x100;
    private const string Latin1 = "aaaaaaæceeeeiiiidnooooo÷ouuuuyþy";
    private const string LatinExtended =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnooooooœœrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    public static IEnumerable<SearchWord> Of(string text)
    {
        var word = new StringBuilder();
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            var category = isRune ? Rune.GetUnicodeCategory(rune) : UnicodeCategory.Surrogate;
            if (!isRune || !(Rune.IsLetterOrDigit(rune) || IsUnseen(category)) || IsIdeograph(rune))
            {
                if (word.Length > 0)
                {
                    yield return new(Take(word), start);
                }

                if (isRune && IsIdeograph(rune))
                {
                    yield return new(rune.ToString(), at);
                }
            }
            else if (!IsUnseen(category))
            {
                start = word.Length == 0 ? at : start;
                Append(word, rune);
            }

            at += length;
        }

        if (word.Length > 0)
        {
            yield return new(Take(word), start);
        }
    }

    private static string Take(StringBuilder word)
    {
        var taken = word.ToString();
        word.Clear();
        return taken;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        if (word.Length >= MaximumLength)
        {
            return;
        }

        if (rune.IsAscii)
        {
            word.Append(char.ToLowerInvariant((char)rune.Value));
            return;
        }

        var lower = Rune.ToLowerInvariant(rune);
        _ = lower.Value switch
        {
            'ß' => word.Append("ss"),
            'æ' => word.Append("ae"),
            'œ' => word.Append("oe"),
            >= FirstAccented and < FirstAccented + 32 => word.Append(Latin1[lower.Value - FirstAccented]),
            >= FirstExtended and < FirstExtended + 128 => word.Append(LatinExtended[lower.Value - FirstExtended]),
            _ => word.Append(lower.ToString()),
        };
    }

    /// <summary>Accents that follow their letter, and what nobody sees.</summary>
    private static bool IsUnseen(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>Scripts that put no space between words: each character is a word.</summary>
    private static bool IsIdeograph(Rune rune) => rune.Value is >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;
}
