using System.Globalization;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.PullRequests;

namespace Webhooks.Activities.Generation.Inputs;

/// <summary>What a model is told about a pull request that was merged.</summary>
internal static class PullRequestInput
{
    public static PromptInput Of(PullRequest request)
    {
        var (texts, changes) = (request.Texts, request.Changes);
        return new PromptInput
        {
            Parts =
            [
                new("pull request", string.Create(CultureInfo.InvariantCulture, $"#{request.GitHub.Number}")),
                new("repository", $"{request.GitHub.Owner}/{request.GitHub.Repository}"),
                new("title", texts?.Title ?? ""),
                new("author", texts?.Author ?? ""),
                new("branch", texts?.HeadRef ?? ""),
                new("base", request.GitHub.BaseRef),
                new("merged by", request.MergedBy ?? ""),
                new("merged at", request.MergedAt is { } at ? MomentText.Reading(at) : ""),
                new("merge commit", request.MergeSha ?? ""),
                new("size", request.Size is { } size ? $"{size.Commits} commits, {size.Files} files, {size.AddedLines} lines added, {size.RemovedLines} removed" : ""),
                new("reviews", string.Join('\n', ReviewVerdict.Of(request).Select(verdict => $"{verdict.Reviewer}: {verdict.State}{(verdict.IsDismissed ? ", dismissed" : "")}"))),
                new("areas", string.Join('\n', (changes?.Areas ?? []).Select(area => $"{(area.Folder.Length == 0 ? "(root)" : area.Folder + "/")} {area.Total()} files"))),
                new("description", texts?.Description ?? ""),
                new("commits", string.Join('\n', (changes?.Commits ?? []).Select(commit => $"{commit.Sha} {commit.Subject}"))),
                new("files", string.Join('\n', (changes?.Areas ?? []).SelectMany(area => area.Files).Select(file => $"{file.Verb.ToString().ToLowerInvariant()} {file.Path}"))),
            ],
        };
    }
}
