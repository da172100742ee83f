using System.Globalization;
using System.Text;
using Webhooks.Activities.Commits;
using Webhooks.Activities.PullRequests;

namespace Webhooks.Activities.Documentation;

/// <summary>Writes the summary of a pull request that was merged: what it changed and why, who wrote and reviewed it, and where to look further.</summary>
public static class PullRequestTemplate
{
    public const string Kind = "pull-request";

    private const int FilesAnArea = 5;

    public static GeneratedDocument Write(PullRequest request, Wording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        wording ??= Wording.ByTemplate;
        var title = Title(request);
        var issues = Issues(request);
        var links = CommitLinks.From(request.Texts?.RepositoryPage, request.MergeSha ?? request.GitHub.HeadSha, null, null);
        var markdown = new StringBuilder();
        markdown.Append(wording.Header(Header(request, title, issues))).Append('\n');
        markdown.Append("# ").Append(MarkdownText.Inline(title)).Append("\n\n");
        markdown.Append(Lead(request, links)).Append("\n\n");
        wording.Write(markdown);
        Why(markdown, request);
        Changed(markdown, request, links);
        PullRequestStory.WriteReviews(markdown, request);
        Links(markdown, request, issues, links);
        PullRequestStory.WriteTimeline(markdown, request.Timeline);
        var properties = Properties(request, issues);
        wording.Put(properties);
        return new GeneratedDocument
        {
            Key = $"{request.Entity}/summary",
            Path = DocumentPath.ForPullRequest(request.Entity, request.GitHub),
            AlternativePath = DocumentPath.ForPullRequestOfNamesake(request.Entity, request.GitHub),
            Kind = Kind,
            Title = PlainText.Line(title),
            Markdown = markdown.ToString().TrimEnd('\n') + "\n",
            Properties = properties,
        };
    }

    private static string Title(PullRequest request) =>
        request.Texts?.Title is { } title ? $"Pull request #{Number(request)}: {PlainText.Line(title)}" : $"Pull request #{Number(request)}";

    private static string Number(PullRequest request) => request.GitHub.Number.ToString(CultureInfo.InvariantCulture);

    private static List<string> Issues(PullRequest request)
    {
        var texts = request.Texts;
        var own = $"#{Number(request)}";
        return [.. CommitMessageParser.Issues($"{texts?.Title}\n{texts?.Description}\n{texts?.HeadRef}").Where(issue => issue != own)];
    }

    private static FrontMatter Header(PullRequest request, string title, List<string> issues) => new FrontMatter()
        .Add("kind", Kind)
        .Add("title", title)
        .Add("repository", $"{request.GitHub.Owner}/{request.GitHub.Repository}")
        .Add("repository_id", request.GitHub.RepositoryId)
        .Add("number", request.GitHub.Number)
        .Add("author", request.Texts?.Author)
        .Add("merged_by", request.MergedBy)
        .Add("date", request.MergedAt is { } at ? MomentText.Sortable(at) : null)
        .Add("branch", request.Texts?.HeadRef)
        .Add("base", request.GitHub.BaseRef)
        .Add("merge_commit", request.MergeSha)
        .Add("head_commit", request.GitHub.HeadSha)
        .Add("commits", request.Size?.Commits ?? 0)
        .Add("files", request.Size?.Files ?? 0)
        .Add("lines_added", request.Size?.AddedLines ?? 0)
        .Add("lines_removed", request.Size?.RemovedLines ?? 0)
        .Add("reviewers", ReviewVerdict.Of(request).Select(verdict => verdict.Reviewer))
        .Add("issues", issues)
        .Add("areas", (request.Changes?.Areas ?? []).Select(area => area.Folder).Where(folder => folder.Length > 0));

    private static Dictionary<string, string> Properties(PullRequest request, List<string> issues) => new(StringComparer.Ordinal)
    {
        ["repository"] = PlainText.Line($"{request.GitHub.Owner}/{request.GitHub.Repository}"),
        ["repository_id"] = request.GitHub.RepositoryId.ToString(CultureInfo.InvariantCulture),
        ["number"] = Number(request),
        ["author"] = PlainText.Line(request.Texts?.Author ?? ""),
        ["merged_by"] = PlainText.Line(request.MergedBy ?? ""),
        ["date"] = request.MergedAt is { } at ? MomentText.Sortable(at) : "",
        ["branch"] = PlainText.Line(request.Texts?.HeadRef ?? ""),
        ["base"] = PlainText.Line(request.GitHub.BaseRef),
        ["merge_commit"] = request.MergeSha ?? "",
        ["head_commit"] = request.GitHub.HeadSha,
        ["issues"] = string.Join(' ', issues),
    };

    private static string Lead(PullRequest request, CommitLinks links)
    {
        var text = new StringBuilder("Merged");
        if (request.MergedBy is { } merger)
        {
            text.Append(" by ").Append(MarkdownText.Inline(merger));
        }

        if (request.MergedAt is { } at)
        {
            text.Append(" on ").Append(MomentText.Reading(at));
        }

        text.Append(" into ").Append(MarkdownText.Code(request.GitHub.BaseRef))
            .Append(" of ").Append(Link(MarkdownText.Inline($"{request.GitHub.Owner}/{request.GitHub.Repository}"), links.Repository));
        if (request.MergeSha is { } sha)
        {
            text.Append(" as commit ").Append(Link(MarkdownText.Code(Short(sha)), links.Commit));
        }

        return Opened(text.Append('.'), request).ToString();
    }

    private static StringBuilder Opened(StringBuilder text, PullRequest request)
    {
        if (request.Texts is not { Author: { } author } texts)
        {
            return text;
        }

        text.Append(" Opened by ").Append(MarkdownText.Inline(author));
        if (texts.OpenedAt is { } at)
        {
            text.Append(" on ").Append(MomentText.Reading(at));
        }

        return texts.HeadRef is { } branch
            ? text.Append(" from ").Append(MarkdownText.Code(branch)).Append(texts.ForkOwner is { } owner ? $" of {MarkdownText.Inline(owner)}" : "").Append('.')
            : text.Append('.');
    }

    private static void Why(StringBuilder markdown, PullRequest request)
    {
        markdown.Append("## Why\n\n");
        var prose = CommitProse.Markdown(request.Texts?.Description ?? "");
        markdown.Append(prose.Length > 0 ? prose : "_The request gives no reason beyond its title._").Append("\n\n");
    }

    private static void Changed(StringBuilder markdown, PullRequest request, CommitLinks links)
    {
        markdown.Append("## What changed\n\n");
        markdown.Append(request.Size is { } size
            ? $"{Count(size.Commits, "commit")}, {Count(size.Files, "file")}, {Count(size.AddedLines, "line")} added, {Count(size.RemovedLines, "line")} removed.\n\n"
            : "_How much is not known here._\n\n");
        if (request.Changes is not { } changes)
        {
            return;
        }

        foreach (var area in changes.Areas)
        {
            markdown.Append("- ").Append(area.Folder.Length == 0 ? "At the root" : MarkdownText.Code(area.Folder + "/"))
                .Append(" (").Append(Count(area.Total(), "file")).Append("): ")
                .AppendJoin(", ", area.Files.Take(FilesAnArea).Select(file => MarkdownText.Code(file.Path)))
                .Append(area.Total() > FilesAnArea ? ", …" : "").Append('\n');
        }

        markdown.Append(changes.OtherAreas > 0 ? $"- and {Count(changes.OtherAreas, "other folder")}\n" : "").Append('\n');
        markdown.Append("### Commits\n\n");
        foreach (var commit in changes.Commits)
        {
            var page = links.Repository is { } repository ? $"{repository}/commit/{commit.Sha}" : null;
            markdown.Append("- ").Append(Link(MarkdownText.Code(Short(commit.Sha)), page)).Append(' ').Append(MarkdownText.Inline(commit.Subject)).Append('\n');
        }

        var unlisted = Math.Max(request.Size?.Commits ?? 0, changes.CommitsFound) - changes.Commits.Count;
        markdown.Append(unlisted > 0 ? $"- and {Count(unlisted, "earlier commit")}\n\n" : "\n");
    }

    private static void Links(StringBuilder markdown, PullRequest request, List<string> issues, CommitLinks links)
    {
        if (links.Repository is null && issues.Count == 0)
        {
            return;
        }

        markdown.Append("## Links\n\n");
        if (links.Repository is { } repository)
        {
            markdown.Append("- Pull request: ").Append(Link($"#{Number(request)}", $"{repository}/pull/{Number(request)}")).Append('\n');
        }

        if (issues.Count > 0)
        {
            markdown.Append("- Issues: ")
                .AppendJoin(", ", issues.Select(issue => issue.StartsWith('#') && links.Repository is { } page ? $"[{issue}]({page}/issues/{issue[1..]})" : MarkdownText.Code(issue)))
                .Append('\n');
        }

        markdown.Append('\n');
    }

    private static string Count(long number, string noun) =>
        number == 1 ? $"1 {noun}" : $"{number.ToString("N0", CultureInfo.InvariantCulture)} {noun}s";

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    private static string Link(string label, string? address) => address is null ? label : $"[{label}]({address})";
}
