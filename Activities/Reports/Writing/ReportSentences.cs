using System.Globalization;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>The sentences of which templates put paragraphs together. One of a source that is missing and says nothing is empty; numbers of one that was read in part are called so.</summary>
internal sealed class ReportSentences(ReportContent content)
{
    private const int MostNames = 3;

    private readonly ReportFigures figures = content.Edition.Figures;
    private readonly ReportData data = content.Data;

    /// <summary>What was finished, and then how it came about: for people who want results.</summary>
    public string[] Results()
    {
        var work = figures.Commits > 0 ? $"{Phrase.Count(figures.Authors, "person", "people")} pushed {AtLeast(ReportSources.Commits)}{Phrase.Count(figures.Commits, "commit")} to {Repositories()}." : "";
        return [.. new[] { Finished(), work, Deployed(), Costs(), Compared(ReportNames.Before(content.Edition.Kind)), Unread([.. ReportSources.Work, ReportSources.Costs]) }.Where(sentence => sentence.Length > 0)];
    }

    /// <summary>Those that are not empty, as a paragraph.</summary>
    public static string Paragraph(params string[] sentences) => string.Join(' ', sentences.Where(sentence => sentence.Length > 0));

    public string Pushed()
    {
        if (figures.Commits == 0)
        {
            return content.IsMissing(ReportSources.Commits) ? "" : "Nothing was pushed.";
        }

        var authors = Tally.Of(data.Commits, commit => Phrase.Title(commit.Author));
        return $"{Phrase.Some([.. authors.Select(author => author.Name)], MostNames)} pushed {AtLeast(ReportSources.Commits)}{Phrase.Count(figures.Commits, "commit")} to {Repositories()}.";
    }

    public string Repositories()
    {
        var repositories = Tally.Of(data.Commits, commit => commit.Repository);
        return repositories.Count == 1
            ? repositories[0].Name
            : $"{Phrase.Count(repositories.Count, "repository", "repositories")}, above all {Phrase.And([.. repositories.Take(MostNames).Select(each => $"{each.Name} ({Phrase.Number(each.Count)})")])}";
    }

    public string Finished() => (figures.PullRequestsMerged, figures.TicketsCompleted) switch
    {
        (0, 0) => "",
        ( > 0, 0) => Phrase.Sentence($"{Merged()}."),
        (0, > 0) => Phrase.Sentence($"{Completed()}."),
        _ => Phrase.Sentence($"{Merged()}, and {Completed()}."),
    };

    public string Tickets()
    {
        var touched = figures.Tickets - figures.TicketsCompleted;
        return touched == 0 ? "" : Phrase.Sentence($"{AtLeast(ReportSources.Tickets)}{Phrase.Count(touched, figures.TicketsCompleted > 0 ? "other ticket" : "ticket")} {Was(touched)} worked on.");
    }

    public string Deployed()
    {
        if (figures.Deployments == 0)
        {
            return content.IsMissing(ReportSources.Deployments) ? "" : "Nothing was deployed.";
        }

        var running = data.Deployments.Count(deployment => deployment.State == ReportDeploymentState.Running);
        var succeeded = figures.Deployments - running - figures.DeploymentsFailed;
        var deployments = Phrase.Sentence($"{AtLeast(ReportSources.Deployments)}{Phrase.Count(figures.Deployments, "deployment")} {Was(figures.Deployments)} made");
        if (figures.DeploymentsFailed == 0 && running == 0 && !content.IsMissing(ReportSources.Deployments))
        {
            return $"{deployments}, {(figures.Deployments == 1 ? "and it succeeded" : "and all of them succeeded")}.";
        }

        List<string> parts =
        [
            .. succeeded > 0 ? [$"{Phrase.Number(succeeded)} succeeded"] : Array.Empty<string>(),
            .. figures.DeploymentsFailed > 0 ? [$"{Phrase.Number(figures.DeploymentsFailed)} failed"] : Array.Empty<string>(),
            .. running > 0 ? [$"{Phrase.Number(running)} {(running == 1 ? "is" : "are")} still running"] : Array.Empty<string>(),
        ];
        return $"{deployments}: {Phrase.And(parts)}.";
    }

    public string Costs() => figures.Costs.Count == 0
        ? ""
        : $"Azure cost {Phrase.And([.. figures.Costs.Select(total => Phrase.Money(total.Cost, total.Currency))])}{(figures.CostAnomalies > 0 ? ", unusually much on " + Phrase.Count(figures.CostAnomalies, "day") : "")}.";

    /// <param name="before">What it is compared with: <c>the week before</c>.</param>
    public string Compared(string before)
    {
        var comparison = new ReportComparison(content);
        ReportFigure[] shown = [ReportFigure.Commits, ReportFigure.PullRequestsMerged, ReportFigure.TicketsCompleted, ReportFigure.Deployments];
        string[] changes =
        [
            .. shown.Select(figure => (figure.Label, Words: comparison.Words(figure))).Where(each => each.Words is not null and not "unchanged")
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Label.ToLowerInvariant()} {each.Words}")),
        ];
        return changes.Length > 0 ? $"Compared with {before}: {Phrase.And(changes)}."
            : shown.All(figure => comparison.Words(figure) is not null) ? $"These numbers are those of {before}." : "";
    }

    /// <summary>Empty when the sources were read to their ends.</summary>
    public string Unread(params IReadOnlyList<string> sources)
    {
        string[] unread = [.. sources.Where(content.IsMissing)];
        return unread.Length == 0 ? "" : Phrase.Sentence(ReportLines.Unread(unread));
    }

    private string AtLeast(string source) => content.IsMissing(source) ? "at least " : "";

    private static string Was(int count) => count == 1 ? "was" : "were";

    private string Merged() => $"{AtLeast(ReportSources.PullRequests)}{Phrase.Count(figures.PullRequestsMerged, "pull request")} {Was(figures.PullRequestsMerged)} merged";

    private string Completed() => $"{AtLeast(ReportSources.Tickets)}{Phrase.Count(figures.TicketsCompleted, "ticket")} {Was(figures.TicketsCompleted)} completed";
}
