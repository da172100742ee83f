using System.Text.RegularExpressions;

namespace Webhooks.Storage.Knowledge.Search;

/// <summary>A line of a document's text that shows why it was found.</summary>
internal static class Snippet
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int MaximumText = 200_000;
    private const int Length = 200;
    private const int Before = 60;

    private static readonly Regex LineStart = new("^ {0,3}(#+ |> |- |```.*$)", Linear | RegexOptions.Multiline);
    private static readonly Regex Link = new(@"\[(?<text>[^\]\n]+)\]\([^)\n]*\)", Linear);
    private static readonly Regex Escape = new(@"\\(?<mark>[!-/:-@\[-`{-~])", Linear);

    /// <param name="body">Markdown.</param>
    /// <param name="terms">What was looked for.</param>
    public static string Of(string body, IReadOnlyList<SearchTerm> terms)
    {
        var text = Plain(body);
        var found = Position(text, terms);
        var start = found <= Before ? 0 : text.IndexOf(' ', found - Before) is > 0 and var space && space < found ? space + 1 : found;
        if (text.Length - start <= Length)
        {
            return (start > 0 ? "… " : "") + text[start..];
        }

        var end = text.LastIndexOf(' ', start + Length, Length);
        return $"{(start > 0 ? "… " : "")}{text[start..(end > start ? end : start + Length)]} …";
    }

    /// <returns>Where the first of the terms begins; 0 when it stands elsewhere, in the title perhaps.</returns>
    private static int Position(string text, IReadOnlyList<SearchTerm> terms)
    {
        List<SearchWord> words = [.. SearchWords.Of(text)];
        for (var at = 0; at < words.Count; at++)
        {
            if (terms.Any(term => IsAt(words, at, term)))
            {
                return words[at].Start;
            }
        }

        return 0;
    }

    private static bool IsAt(List<SearchWord> words, int at, SearchTerm term)
    {
        for (var i = 0; i < term.Words.Count; i++)
        {
            var wanted = term.Words[i];
            if (at + i >= words.Count
                || (i == term.Words.Count - 1 && term.IsPrefix ? !words[at + i].Text.StartsWith(wanted, StringComparison.Ordinal) : words[at + i].Text != wanted))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The words without their markup, in one line.</summary>
    private static string Plain(string markdown)
    {
        var text = Link.Replace(LineStart.Replace(markdown.Length <= MaximumText ? markdown : markdown[..MaximumText], ""), "${text}");
        text = Escape.Replace(text.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal), "${mark}")
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
