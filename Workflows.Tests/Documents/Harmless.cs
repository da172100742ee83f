using System.Text.RegularExpressions;
using Webhooks.Activities.Documentation;

namespace Webhooks.Workflows.Tests.Documents;

/// <summary>What must be true of a document whoever wrote the texts in it: our markup, our links, our front matter, our folder.</summary>
internal static partial class Harmless
{
    private static readonly string[] Headings = ["## Why", "## What changed", "## Who", "## Links", "## In short", "## Ticket", "## What happened", "## What was done", "## Reviews", "## What was asked for"];

    public static void Check(GeneratedDocument document, string context = "")
    {
        var markdown = document.Markdown;
        var outline = MarkdownOutline.Of(markdown);
        var withoutOurs = OurLinks().Replace(outline, "·link·");
        context = $"{context}\n{markdown}";
        Assert.False(withoutOurs.Contains('<'), context);
        Assert.False(withoutOurs.Contains("](", StringComparison.Ordinal), context);
        Assert.False(withoutOurs.Contains('[') || withoutOurs.Contains(']'), context);
        Assert.False(withoutOurs.Contains("://", StringComparison.Ordinal) || withoutOurs.Contains("www.", StringComparison.OrdinalIgnoreCase), context);
        Assert.False(withoutOurs.Contains('@'), context);
        Assert.False(markdown.EnumerateRunes().Any(rune => IsInvisible(rune.Value)), context);
        Assert.DoesNotContain(withoutOurs.Split('\n'), line => IsForeignBlock(line));
        Assert.All(markdown.Split('\n').Skip(1).TakeWhile(line => line != "---"), line => Assert.Matches(FrontMatterLine(), line));
        Assert.True(markdown.Length < 100_000);
        Storage.Knowledge.KnowledgePath.Check(document.Path);
        Storage.Knowledge.KnowledgePath.Check(document.AlternativePath);
    }

    /// <summary>Where its links lead, without repetition.</summary>
    public static IReadOnlySet<string> Targets(GeneratedDocument document) =>
        Target().Matches(MarkdownOutline.Of(document.Markdown)).Select(match => match.Groups["to"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Controls, directions, zero widths, tags.</summary>
    private static bool IsInvisible(int rune) => rune is (< 0x20 and not '\n') or (>= 0x7f and < 0xa0) or 0xad or (>= 0x200b and <= 0x200f) or (>= 0x2028 and <= 0x202e)
        or (>= 0x2060 and <= 0x206f) or 0xfeff or (>= 0xe0000 and <= 0xe007f);

    private static bool IsForeignBlock(string line) =>
        (line.StartsWith('#') && !line.StartsWith("# ", StringComparison.Ordinal) && !Headings.Contains(line, StringComparer.Ordinal) && !line.StartsWith("### ", StringComparison.Ordinal))
        || line.StartsWith("===", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal)
        || line.StartsWith('+') || line.StartsWith('*') || line.StartsWith('|') || line.StartsWith("    ", StringComparison.Ordinal);

    [GeneratedRegex(@"\[[^\]\[]*\]\(https://(github\.com/octo/hello[a-z0-9/.]*|example\.atlassian\.net/browse/[A-Z]+-[0-9]+|portal\.azure\.com/#resource/subscriptions/0000/[a-z0-9/.-]*)\)")]
    private static partial Regex OurLinks();

    [GeneratedRegex(@"\]\((?<to>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Target();

    [GeneratedRegex("^[a-z_]+: (\"[^\n]*\"|\\[\"[^\n]*\"\\]|[0-9]+|true|false)$")]
    private static partial Regex FrontMatterLine();
}
