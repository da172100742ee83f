using System.Globalization;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>The words of a report without a model: the same for the same data.</summary>
internal static class ReportTemplate
{
    private const int MostPoints = 6;
    private const int MostParts = 8;
    private const int MostExamples = 3;

    public static IReadOnlyList<GeneratedSection> Write(ReportContent content, ReportTextPart part) => part switch
    {
        ReportTextPart.DailySummary => content.Edition.Figures.IsQuiet ? Quiet(content) : Daily(content),
        ReportTextPart.ExecutiveSummary => content.Edition.Figures.IsQuiet ? Quiet(content) : Executive(content),
        ReportTextPart.TechnicalDetails => content.Edition.Figures.IsQuiet ? Quiet(content) : Technical(content),
        ReportTextPart.MetricsAnalysis => content.Edition.Figures.IsQuiet ? Quiet(content) : Metrics(content),
    };

    private static IReadOnlyList<GeneratedSection> Quiet(ReportContent content)
    {
        var nothing = content.Data.PullRequests.Count == 0
            ? "no commit, pull request, ticket or deployment changed in this time."
            : "no commit was pushed, no pull request was merged, no ticket changed and nothing was deployed in this time.";
        return
        [
            new GeneratedSection
            {
                Paragraph = ReportSentences.Paragraph(Phrase.Sentence(IsUnread(content) ? $"as far as could be read, {nothing}" : nothing), Received(content), new ReportSentences(content).Costs()),
            },
            .. Points("What needs attention", ReportPoints.Attention(content, MostPoints)),
            .. Points("What goes on", ReportPoints.Open(content.Data, MostPoints)),
        ];
    }

    /// <summary>What the deliveries of a quiet time told of is known only when all of it could be read.</summary>
    private static string Received(ReportContent content)
    {
        var deliveries = content.Data.Completeness.Deliveries;
        var received = $"{Phrase.Count(deliveries, "delivery", "deliveries")} {(deliveries == 1 ? "was" : "were")} received";
        return content.IsMissing(ReportSources.Deliveries) ? ""
            : deliveries == 0 ? "No delivery was received."
            : IsUnread(content) || content.Data.PullRequests.Count > 0 ? $"{received}."
            : $"{received}; {(deliveries == 1 ? "it did not tell" : "none of them told")} of such work.";
    }

    private static bool IsUnread(ReportContent content) => ReportSources.Work.Any(content.IsMissing);

    private static IReadOnlyList<GeneratedSection> Daily(ReportContent content)
    {
        var sentences = new ReportSentences(content);
        return
        [
            new GeneratedSection
            {
                Paragraph = ReportSentences.Paragraph(
                    sentences.Pushed(), sentences.Finished(), sentences.Tickets(), sentences.Deployed(), sentences.Costs(), sentences.Compared(ReportNames.Before(content.Edition.Kind))),
            },
            .. Points("What was finished", ReportPoints.Finished(content.Data, MostPoints)),
            .. Points("What needs attention", ReportPoints.Attention(content, MostPoints)),
            .. Points("What goes on", ReportPoints.Open(content.Data, MostPoints)),
        ];
    }

    private static IReadOnlyList<GeneratedSection> Executive(ReportContent content)
    {
        return
        [
            new GeneratedSection { Paragraph = string.Join(' ', new ReportSentences(content).Results()) },
            .. Points("Results", ReportPoints.Finished(content.Data, MostExamples)),
        ];
    }

    private static IReadOnlyList<GeneratedSection> Technical(ReportContent content)
    {
        var sentences = new ReportSentences(content);
        var repositories = content.Data.Commits.GroupBy(commit => commit.Repository, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return
        [
            new GeneratedSection { Paragraph = ReportSentences.Paragraph(sentences.Pushed(), Kinds(content.Data), sentences.Deployed(), sentences.Unread(ReportSources.Commits, ReportSources.Deployments)) },
            .. Points("By repository", [.. Phrase.Points(repositories, MostParts, Repository, "repository was changed", "repositories were changed")]),
        ];
    }

    private static IReadOnlyList<GeneratedSection> Metrics(ReportContent content)
    {
        var sentences = new ReportSentences(content);
        return
        [
            new GeneratedSection
            {
                Paragraph = ReportSentences.Paragraph(
                    sentences.Compared(ReportNames.Before(content.Edition.Kind)), Busiest(content), Rates(content), sentences.Costs(), sentences.Unread([.. ReportSources.Work, ReportSources.Costs])) is { Length: > 0 } paragraph
                    ? paragraph
                    : "There is nothing to compare these numbers with.",
            },
        ];
    }

    private static string Repository(IGrouping<string, ReportCommit> commits)
    {
        var authors = commits.Select(commit => commit.Author).Distinct(StringComparer.Ordinal).Count();
        var examples = ReportOrder.Commits(commits).Select(commit => Phrase.Title(commit.Title)).Distinct(StringComparer.Ordinal).Take(MostExamples);
        var count = commits.Count();
        return $"{commits.Key}: {Phrase.Count(count, "commit")} by {Phrase.Count(authors, "person", "people")}{(count > MostExamples ? ", among them " : ": ")}{string.Join("; ", examples.Select(example => $"“{example}”"))}.";
    }

    /// <summary>As far as the commits say it, by the convention of their titles.</summary>
    private static string Kinds(ReportData data)
    {
        var types = data.Commits.Select(commit => CommitMessageParser.Parse(commit.Title).Type).ToList();
        var kinds = Tally.Of(types.OfType<string>().Select(Kind).OfType<string>(), kind => kind);
        return kinds.Count == 0 ? "" : $"By their titles, {Phrase.And([.. kinds.Take(4).Select(kind => $"{Phrase.Number(kind.Count)} {(kind.Count == 1 ? "is" : "are")} {kind.Name}")])}.";
    }

    private static string? Kind(string type) => type switch
    {
        "feat" or "feature" => "about features",
        "fix" => "about fixes",
        "perf" => "about speed",
        "docs" or "doc" => "about documentation",
        "test" or "tests" => "about tests",
        "security" => "about security",
        "refactor" or "style" or "build" or "ci" or "chore" or "deps" => "upkeep",
        _ => null,
    };

    /// <summary>Of a part of the commits, the busiest day is not known.</summary>
    private static string Busiest(ReportContent content)
    {
        if (content.IsMissing(ReportSources.Commits))
        {
            return "";
        }

        var days = new ReportDays(content.Edition.Window).Count(content.Data.Commits.Select(commit => commit.PushedAt));
        var most = days.MaxBy(day => day.Count);
        return most is { Count: > 0 } && days.Count > 1 && days.Count(day => day.Count == most.Count) == 1 ? $"Most commits were pushed on {most.Name} ({Phrase.Number(most.Count)})." : "";
    }

    /// <summary>Only of what was read whole.</summary>
    private static string Rates(ReportContent content)
    {
        var figures = content.Edition.Figures;
        var ended = figures.Deployments;
        var completed = figures.Tickets == 0 || content.IsMissing(ReportSources.Tickets) ? "" : $"{Phrase.Number(figures.TicketsCompleted)} of {Phrase.Count(figures.Tickets, "ticket")} worked on {(figures.TicketsCompleted == 1 ? "was" : "were")} completed ({Share(figures.TicketsCompleted, figures.Tickets)}).";
        var failed = ended == 0 || content.IsMissing(ReportSources.Deployments) ? "" : $"{Phrase.Number(figures.DeploymentsFailed)} of {Phrase.Count(ended, "deployment")} failed ({Share(figures.DeploymentsFailed, ended)}).";
        return ReportSentences.Paragraph(completed, failed);
    }

    private static string Share(int part, int whole) => Math.Round(100m * part / whole, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static IEnumerable<GeneratedSection> Points(string heading, IReadOnlyList<string> points) =>
        points.Count > 0 ? [new GeneratedSection { Heading = heading, Points = points }] : [];
}
