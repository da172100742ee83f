using System.Text;
using Webhooks.Activities.Commits;

namespace Webhooks.Activities.Documentation;

/// <summary>The section that says what changed where.</summary>
internal static class CommitChanges
{
    public static void Write(StringBuilder markdown, CommitAnalysis analysis)
    {
        markdown.Append("## What changed\n\n");
        if (analysis.Files() == 0)
        {
            markdown.Append("No file: an empty commit.\n\n");
            return;
        }

        markdown.Append(Sentence(analysis)).Append("\n\n");
        foreach (var area in analysis.Areas)
        {
            markdown.Append("### ").Append(area.Folder.Length == 0 ? "At the root" : MarkdownText.Code(area.Folder + "/"))
                .Append(" — ").Append(Tally(area.Added, area.Modified, area.Removed)).Append(" (").Append(Kinds(area.Kinds)).Append(")\n\n");
            foreach (var file in area.Files)
            {
                markdown.Append("- ").Append(Verb(file.Verb)).Append(' ').Append(MarkdownText.Code(file.Path)).Append('\n');
            }

            if (area.Total() > area.Files.Count)
            {
                markdown.Append("- and ").Append(area.Total() - area.Files.Count).Append(" more\n");
            }

            markdown.Append('\n');
        }

        if (analysis.OtherAreas > 0)
        {
            markdown.Append("And ").Append(Count(analysis.OtherAreaFiles, "file")).Append(" in ").Append(Count(analysis.OtherAreas, "other folder")).Append(".\n\n");
        }
    }

    private static string Sentence(CommitAnalysis analysis)
    {
        var files = Count(analysis.Files(), "file");
        return (analysis.Added, analysis.Modified, analysis.Removed) switch
        {
            (_, 0, 0) => $"{files} added.",
            (0, _, 0) => $"{files} modified.",
            (0, 0, _) => $"{files} removed.",
            var (added, modified, removed) => $"{files}: {Tally(added, modified, removed)}.",
        };
    }

    private static string Tally(int added, int modified, int removed) => string.Join(", ", new[] { (added, "added"), (modified, "modified"), (removed, "removed") }
        .Where(part => part.Item1 > 0)
        .Select(part => $"{part.Item1} {part.Item2}"));

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Kinds(IReadOnlyList<ChangeKind> kinds) => string.Join(", ", kinds.Select(kind => kind switch
    {
        ChangeKind.Code => "code",
        ChangeKind.Tests => "tests",
        ChangeKind.Documentation => "documentation",
        ChangeKind.LockFile => "lock files",
        ChangeKind.Manifest => "manifests",
        ChangeKind.Build => "build",
        ChangeKind.Configuration => "configuration",
        ChangeKind.Asset => "assets",
        ChangeKind.Other => "other",
    }));

    private static string Verb(ChangeVerb verb) => verb switch
    {
        ChangeVerb.Added => "added",
        ChangeVerb.Modified => "modified",
        ChangeVerb.Removed => "removed",
    };
}
