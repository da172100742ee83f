using System.Text;

namespace Webhooks.Activities.Documentation;

/// <summary>
/// Puts foreign text into Markdown so that it stays text: no emphasis, link, image, HTML, heading, list or table comes of it, and nothing
/// that a renderer would turn into a link by itself. What looks like an address or a mention becomes code, the one place that is never linked.
/// </summary>
internal static class MarkdownText
{
    /// <summary>One line of running text. Code between single backticks stays code.</summary>
    public static string Inline(string text)
    {
        var line = PlainText.Line(text);
        var markdown = new StringBuilder();
        var at = 0;
        while (at < line.Length)
        {
            var (code, next) = CodeAt(line, at);
            if (code is not null)
            {
                AppendCode(markdown, code);
                at = next;
                continue;
            }

            next = line.IndexOf('`', at + 1) is >= 0 and var tick ? tick : line.Length;
            AppendWords(markdown, line[at..next]);
            at = next;
        }

        return EscapeStart(markdown.ToString());
    }

    /// <summary>A code span, whatever the text contains.</summary>
    public static string Code(string text)
    {
        var line = PlainText.Line(text);
        var fence = new string('`', LongestRun(line) + 1);
        var space = fence.Length > 1 || line.Length == 0 ? " " : "";
        return $"{fence}{space}{line}{space}{fence}";
    }

    /// <summary>A code block, whatever the lines contain.</summary>
    public static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}text\n{text}\n{fence}";
    }

    /// <summary>Code that the author marked: a pair of single backticks with something but no backtick between and none beside it.</summary>
    private static (string? Code, int Next) CodeAt(string line, int at)
    {
        if (line[at] != '`' || (at > 0 && line[at - 1] == '`'))
        {
            return (null, at);
        }

        var end = line.IndexOf('`', at + 1);
        var inside = end > at + 1 ? line[(at + 1)..end] : "";
        return inside.Trim().Length == 0 || (end + 1 < line.Length && line[end + 1] == '`') ? (null, at) : (inside, end + 1);
    }

    private static void AppendWords(StringBuilder markdown, string text)
    {
        var first = true;
        foreach (var word in text.Split(' '))
        {
            if (!first)
            {
                markdown.Append(' ');
            }

            first = false;
            if (LinksItself(word))
            {
                AppendAsCode(markdown, word);
            }
            else
            {
                AppendEscaped(markdown, word);
            }
        }
    }

    private static bool LinksItself(string word) =>
        word.Contains("://", StringComparison.Ordinal) || word.Contains('@') || word.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || word.Contains("mailto:", StringComparison.OrdinalIgnoreCase) || word.Contains("javascript:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Punctuation around an address stays outside of the code, as a reader expects.</summary>
    private static void AppendAsCode(StringBuilder markdown, string word)
    {
        const string Opening = "([{<\"'`";
        const string Closing = ")]}>\"'`.,;:!?";
        var start = 0;
        while (start < word.Length && Opening.Contains(word[start]))
        {
            start++;
        }

        var end = word.Length;
        while (end > start && Closing.Contains(word[end - 1]))
        {
            end--;
        }

        AppendEscaped(markdown, word[..start]);
        if (end > start)
        {
            AppendCode(markdown, word[start..end]);
        }

        AppendEscaped(markdown, word[end..]);
    }

    /// <summary>Two fences that touch would be one longer fence.</summary>
    private static void AppendCode(StringBuilder markdown, string text) =>
        markdown.Append(markdown.Length > 0 && markdown[^1] == '`' ? " " : "").Append(Code(text));

    private static void AppendEscaped(StringBuilder markdown, string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            switch (word[i])
            {
                case '<':
                    markdown.Append("&lt;");
                    break;
                case '>':
                    markdown.Append("&gt;");
                    break;
                case '&':
                    markdown.Append("&amp;");
                    break;
                case '_' when IsInsideWord(word, i):
                    markdown.Append('_');
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '|' or '$':
                    markdown.Append('\\').Append(word[i]);
                    break;
                default:
                    markdown.Append(word[i]);
                    break;
            }
        }
    }

    private static bool IsInsideWord(string word, int i) => i > 0 && i + 1 < word.Length && char.IsLetterOrDigit(word[i - 1]) && char.IsLetterOrDigit(word[i + 1]);

    /// <summary>What makes a heading, a list or a rule only at the start of a line.</summary>
    private static string EscapeStart(string line)
    {
        if (line.Length > 0 && line[0] is '#' or '+' or '-' or '=' or ':')
        {
            return "\\" + line;
        }

        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < line.Length && line[digits] is '.' or ')' ? line.Insert(digits, "\\") : line;
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
