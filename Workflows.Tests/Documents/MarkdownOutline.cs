using System.Text;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>
/// What a CommonMark reader takes for markup: the document without its front matter, fenced blocks, code spans and backslash escapes. Written
/// from the specification and not from our writer, so that it can find the writer's mistakes.
/// </summary>
internal static class MarkdownOutline
{
    public static string Of(string markdown)
    {
        var lines = markdown.Split('\n');
        var end = Array.IndexOf(lines, "---", 1);
        var outline = new StringBuilder();
        string? fence = null;
        foreach (var line in lines[(end + 1)..])
        {
            var ticks = line.TakeWhile(c => c == '`').Count();
            if (fence is null && ticks >= 3 && !line[ticks..].Contains('`'))
            {
                fence = line[..ticks];
            }
            else if (fence is not null)
            {
                fence = ticks >= fence.Length && line[ticks..].Trim().Length == 0 ? null : fence;
            }
            else
            {
                outline.Append(WithoutCode(line)).Append('\n');
            }
        }

        Assert.Null(fence);
        return outline.ToString();
    }

    private static string WithoutCode(string line)
    {
        var rest = new StringBuilder();
        var i = 0;
        while (i < line.Length)
        {
            if (line[i] == '\\' && i + 1 < line.Length && (char.IsPunctuation(line[i + 1]) || char.IsSymbol(line[i + 1])))
            {
                rest.Append('·');
                i += 2;
            }
            else if (line[i] == '`')
            {
                var run = line[i..].TakeWhile(c => c == '`').Count();
                var close = Closing(line, i + run, run);
                rest.Append(close < 0 ? line[i..(i + run)] : "·code·");
                i = close < 0 ? i + run : close + run;
            }
            else
            {
                rest.Append(line[i]);
                i++;
            }
        }

        return rest.ToString();
    }

    private static int Closing(string line, int from, int length)
    {
        var i = from;
        while (i < line.Length)
        {
            var run = line[i..].TakeWhile(c => c == '`').Count();
            if (run == length)
            {
                return i;
            }

            i += Math.Max(run, 1);
        }

        return -1;
    }
}
