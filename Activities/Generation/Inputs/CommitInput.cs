using System.Globalization;
using Webhooks.Activities.Commits;

namespace Webhooks.Activities.Generation.Inputs;

/// <summary>What a model is told about a commit. E-mail addresses stay here.</summary>
internal static class CommitInput
{
    public static PromptInput Of(CommitAnalysis analysis)
    {
        var (commit, message) = (analysis.Commit, analysis.Message);
        return new PromptInput
        {
            Parts =
            [
                new("commit", commit.Sha),
                new("repository", $"{commit.Owner}/{commit.Repository}"),
                new("branch", commit.Ref),
                new("type", message.Type ?? ""),
                new("scope", message.Scope ?? ""),
                new("breaking", message.Breaking ? "yes" : ""),
                new("author", analysis.Author.Name),
                new("subject", message.Subject),
                new("breaking note", message.BreakingNote ?? ""),
                new("issues", string.Join(", ", message.Issues)),
                new("change", $"{analysis.Added} files added, {analysis.Modified} modified, {analysis.Removed} removed"),
                new("areas", string.Join('\n', analysis.Areas.Select(Area))),
                new("body", message.Body),
                new("files", string.Join('\n', analysis.Areas.SelectMany(area => area.Files).Select(file => $"{file.Verb.ToString().ToLowerInvariant()} {file.Path}"))),
            ],
        };
    }

    private static string Area(ChangedArea area) => string.Create(
        CultureInfo.InvariantCulture, $"{(area.Folder.Length == 0 ? "(root)" : area.Folder + "/")} {area.Total()} files: {string.Join(", ", area.Kinds)}");
}
