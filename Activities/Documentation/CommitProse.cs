using System.Text;
using System.Text.RegularExpressions;

namespace Webhooks.Activities.Documentation;

/// <summary>
/// Sets a commit message's body as an engineer meant it to be read: wrapped lines flow together, bullets are a list, what is indented is
/// verbatim. The structure is ours; the words in it stay plain text.
/// </summary>
internal static class CommitProse
{
    private static readonly Regex Bullet = new(@"^ {0,3}([-*+•]|[0-9]{1,3}[.)]) +(?<text>\S.*)$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static string Markdown(string body)
    {
        var blocks = new List<string>();
        var paragraph = new StringBuilder();
        var list = new List<StringBuilder>();
        var verbatim = new List<string>();

        void Close()
        {
            if (paragraph.Length > 0)
            {
                blocks.Add(MarkdownText.Inline(paragraph.ToString()));
                paragraph.Clear();
            }

            if (list.Count > 0)
            {
                blocks.Add(string.Join('\n', list.Select(item => "- " + MarkdownText.Inline(item.ToString()))));
                list.Clear();
            }

            if (verbatim.Count > 0)
            {
                blocks.Add(MarkdownText.Block(verbatim));
                verbatim.Clear();
            }
        }

        foreach (var line in PlainText.Visible(body).Split('\n'))
        {
            if (line.Trim().Length == 0)
            {
                Close();
            }
            else if (Bullet.Match(line) is { Success: true } bullet)
            {
                if (list.Count == 0)
                {
                    Close();
                }

                list.Add(new StringBuilder(bullet.Groups["text"].Value));
            }
            else if (list.Count > 0)
            {
                list[^1].Append(' ').Append(line.Trim());
            }
            else if (paragraph.Length == 0 && line.StartsWith("    ", StringComparison.Ordinal))
            {
                verbatim.Add(line[4..]);
            }
            else
            {
                if (verbatim.Count > 0)
                {
                    Close();
                }

                paragraph.Append(paragraph.Length > 0 ? " " : "").Append(line.Trim());
            }
        }

        Close();
        return string.Join("\n\n", blocks);
    }
}
