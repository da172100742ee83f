using System.Text;

namespace Webhooks.Activities.Generation;

/// <summary>
/// How many tokens a text takes at most, without any model's own vocabulary. Tokens of the models in use are pieces of UTF-8: a piece of a
/// word has two letters or more, digits and punctuation are counted one by one, and what is not ASCII by its bytes, the finest that any of
/// them cuts. English prose counts about twice what it takes. Letters without any sense can take somewhat more than counted; limits of contexts
/// are far above ours, and what was really used is measured (<see cref="GenerationMetrics"/>).
/// </summary>
internal static class TokenEstimate
{
    private const int LettersAToken = 2;

    /// <summary>Longer runs of letters are no words, and may be cut letter by letter.</summary>
    private const int LongestWord = 20;

    public static int Of(string text)
    {
        var (tokens, at) = (0, 0);
        while (at < text.Length)
        {
            var letters = Letters(text, at);
            if (letters > 0)
            {
                tokens += letters > LongestWord ? letters : (letters + LettersAToken - 1) / LettersAToken;
                at += letters;
            }
            else if (text[at] == ' ' && Letters(text, at + 1) > 0)
            {
                // One space before a word belongs to it.
                at++;
            }
            else
            {
                var isRune = Rune.TryGetRuneAt(text, at, out var rune);
                tokens += isRune ? rune.Utf8SequenceLength : 3;
                at += isRune ? rune.Utf16SequenceLength : 1;
            }
        }

        return tokens;
    }

    private static int Letters(string text, int from)
    {
        var end = from;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return end - from;
    }
}
