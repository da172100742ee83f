using System.Globalization;
using System.Text;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub;

namespace Webhooks.Activities.Documentation;

/// <summary>Writes the document of a commit: who, when, why, what changed where, and where to look further.</summary>
public static class CommitTemplate
{
    public const string Kind = "commit";

    /// <summary>Property of a document that was written although the push before its own had not arrived: where that would have ended.</summary>
    public const string MissingBefore = "missing_before";

    public static GeneratedDocument Write(CommitAnalysis analysis, Wording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        wording ??= Wording.ByTemplate;
        var commit = analysis.Commit;
        var title = Title(analysis.Message);
        var markdown = new StringBuilder();
        markdown.Append(wording.Header(Header(analysis, title))).Append('\n');
        markdown.Append("# ").Append(MarkdownText.Inline(title)).Append("\n\n");
        markdown.Append(Lead(analysis)).Append("\n\n");
        Gap(markdown, commit);
        wording.Write(markdown);
        Why(markdown, analysis.Message);
        CommitChanges.Write(markdown, analysis);
        Who(markdown, analysis);
        Links(markdown, analysis);
        var properties = Properties(analysis);
        wording.Put(properties);
        return new GeneratedDocument
        {
            Key = commit.Key(),
            Path = DocumentPath.ForCommit(commit),
            AlternativePath = DocumentPath.ForCommitOfNamesake(commit),
            Kind = Kind,
            Title = title,
            Markdown = markdown.ToString().TrimEnd('\n') + "\n",
            Properties = properties,
        };
    }

    /// <summary>Conventional subjects begin in lower case because of their prefix; a title does not.</summary>
    private static string Title(CommitMessage message)
    {
        var subject = PlainText.Line(message.Subject);
        return message.Type is not null && subject.Length > 0 ? char.ToUpperInvariant(subject[0]) + subject[1..] : subject;
    }

    private static FrontMatter Header(CommitAnalysis analysis, string title) => new FrontMatter()
        .Add("kind", Kind)
        .Add("title", title)
        .Add("repository", $"{analysis.Commit.Owner}/{analysis.Commit.Repository}")
        .Add("repository_id", analysis.Commit.RepositoryId)
        .Add("commit", analysis.Commit.Sha)
        .Add("branch", Branch(analysis.Commit.Ref))
        .Add("missing_before", analysis.Commit.MissingBefore)
        .Add("date", At(analysis))
        .Add("author", Display(analysis.Author))
        .Add("type", analysis.Message.Type)
        .Add("scope", analysis.Message.Scope)
        .Add("breaking", analysis.Message.Breaking)
        .Add("issues", analysis.Message.Issues)
        .Add("areas", analysis.Areas.Select(area => area.Folder).Where(folder => folder.Length > 0))
        .Add("files_added", analysis.Added)
        .Add("files_modified", analysis.Modified)
        .Add("files_removed", analysis.Removed);

    private static Dictionary<string, string> Properties(CommitAnalysis analysis)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["repository"] = PlainText.Line($"{analysis.Commit.Owner}/{analysis.Commit.Repository}"),
            ["repository_id"] = analysis.Commit.RepositoryId.ToString(CultureInfo.InvariantCulture),
            ["commit"] = analysis.Commit.Sha,
            ["branch"] = PlainText.Line(Branch(analysis.Commit.Ref)),
            ["author"] = Display(analysis.Author),
            ["date"] = At(analysis) ?? "",
            ["type"] = analysis.Message.Type ?? "",
            ["breaking"] = analysis.Message.Breaking ? "true" : "false",
        };
        if (analysis.Commit.MissingBefore is { } missing)
        {
            properties[MissingBefore] = missing;
        }

        return properties;
    }

    private static string Lead(CommitAnalysis analysis)
    {
        var commit = analysis.Commit;
        var sha = MarkdownText.Code(Short(commit.Sha));
        var repository = MarkdownText.Inline($"{commit.Owner}/{commit.Repository}");
        var parts = new StringBuilder();
        parts.Append(KindOfChange(analysis.Message)).Append(" by ").Append(MarkdownText.Inline(Display(analysis.Author)));
        if (analysis.At is { } at)
        {
            parts.Append(" on ").Append(at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));
        }

        parts.Append(": commit ").Append(Link(sha, analysis.Links.Commit))
            .Append(" on ").Append(MarkdownText.Code(Branch(commit.Ref)))
            .Append(" of ").Append(Link(repository, analysis.Links.Repository)).Append('.');
        return parts.ToString();
    }

    private static void Gap(StringBuilder markdown, CommitReference commit)
    {
        if (commit.MissingBefore is { } missing)
        {
            markdown.Append("> **Something is missing before this.** The push that led to ").Append(MarkdownText.Code(Short(missing)))
                .Append(" has not arrived, so earlier commits may have no document. This remark goes when it comes.\n\n");
        }
    }

    private static string KindOfChange(CommitMessage message)
    {
        var kind = message.Type switch
        {
            "feat" or "feature" => "Feature",
            "fix" => "Fix",
            "docs" or "doc" => "Documentation",
            "style" => "Style",
            "refactor" => "Refactoring",
            "perf" => "Performance improvement",
            "test" or "tests" => "Tests",
            "build" => "Build change",
            "ci" => "Pipeline change",
            "deps" => "Dependency change",
            "security" => "Security change",
            "revert" => "Revert",
            "release" => "Release",
            "chore" => "Chore",
            _ => "Change",
        };
        return message.Scope is null ? kind : $"{kind} in {MarkdownText.Inline(message.Scope)}";
    }

    private static void Why(StringBuilder markdown, CommitMessage message)
    {
        if (message.Breaking)
        {
            markdown.Append("> **Breaking change.**").Append(message.BreakingNote is null ? "" : " " + MarkdownText.Inline(message.BreakingNote)).Append("\n\n");
        }

        markdown.Append("## Why\n\n");
        var prose = CommitProse.Markdown(message.Body);
        markdown.Append(prose.Length > 0 ? prose : "_The message gives no reason beyond its subject._").Append("\n\n");
        if (message.BodyCut > 0)
        {
            markdown.Append($"_… and {message.BodyCut.ToString("N0", CultureInfo.InvariantCulture)} more characters in the commit._\n\n");
        }
    }

    private static void Who(StringBuilder markdown, CommitAnalysis analysis)
    {
        markdown.Append("## Who\n\n- Author: ").Append(Person(analysis.Author)).Append('\n');
        // Commits made on the web are committed by GitHub itself, which says nothing about who.
        if (analysis.Committer != analysis.Author && analysis.Committer.Username != "web-flow" && Display(analysis.Committer) != Nobody)
        {
            markdown.Append("- Committer: ").Append(Person(analysis.Committer)).Append('\n');
        }

        if (analysis.Message.CoAuthors.Count > 0)
        {
            markdown.Append("- Co-authors: ").AppendJoin(", ", analysis.Message.CoAuthors.Select(MarkdownText.Inline)).Append('\n');
        }

        markdown.Append('\n');
    }

    private static void Links(StringBuilder markdown, CommitAnalysis analysis)
    {
        var links = analysis.Links;
        var issues = analysis.Message.Issues.Select(issue => IssueLink(issue, links.Repository)).ToList();
        if (links.Repository is null && issues.Count == 0)
        {
            return;
        }

        markdown.Append("## Links\n\n");
        Append(markdown, "Commit", Short(analysis.Commit.Sha), links.Commit);
        Append(markdown, "Whole push", "compare", links.Compare);
        Append(markdown, "Repository", $"{analysis.Commit.Owner}/{analysis.Commit.Repository}", links.Repository);
        if (issues.Count > 0)
        {
            markdown.Append("- Issues: ").AppendJoin(", ", issues).Append('\n');
        }
    }

    private static void Append(StringBuilder markdown, string label, string text, string? address)
    {
        if (address is not null)
        {
            markdown.Append("- ").Append(label).Append(": ").Append(Link(MarkdownText.Inline(text), address)).Append('\n');
        }
    }

    /// <summary>Numbers are pages of this repository; a ticket's key says nothing about where the tracker is.</summary>
    private static string IssueLink(string issue, string? repository) =>
        issue.StartsWith('#') && repository is not null ? $"[{issue}]({repository}/issues/{issue[1..]})" : MarkdownText.Code(issue);

    private const string Nobody = "somebody unnamed";

    private static string Person(PushedPerson person) =>
        MarkdownText.Inline(Display(person)) + (person.Username is { Length: > 0 } login && login != person.Name ? $" ({MarkdownText.Code("@" + login)})" : "");

    private static string Display(PushedPerson person) =>
        PlainText.Line(person.Name) is { Length: > 0 } name ? name : PlainText.Line(person.Username ?? "") is { Length: > 0 } login ? login : Nobody;

    private static string Link(string label, string? address) => address is null ? label : $"[{label}]({address})";

    private static string? At(CommitAnalysis analysis) => analysis.At?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    private static string Branch(string reference) => reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..] : reference;
}
