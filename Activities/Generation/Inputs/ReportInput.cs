using Webhooks.Activities.Documentation;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;

namespace Webhooks.Activities.Generation.Inputs;

/// <summary>What a model is told about a day or a week: sums and changes first, so that nobody has to calculate; then what happened, by importance.</summary>
internal static class ReportInput
{
    private const int MostLines = 80;
    private const int MostNames = 20;

    public static PromptInput Of(ReportContent content, ReportTextPart part)
    {
        InputPart[] sums =
        [
            new("report", $"{ReportNames.Title(content.Edition.Kind)} of {ReportNames.Period(content.Edition)}"),
            new("covers", ReportNames.Window(content.Edition.Window)),
            new("missing", string.Join('\n', content.Edition.Missing.Select(ReportLines.Of))),
            new("figures", string.Join('\n', ReportFigure.All.Select(figure => Figure(content, figure)))),
            new("costs", string.Join(", ", content.Edition.Figures.Costs.Select(total => Phrase.Money(total.Cost, total.Currency)))),
            new("unusual costs", string.Join('\n', content.Data.Costs.Anomalies.Select(ReportLines.Of))),
        ];
        return new PromptInput { Parts = [.. sums, .. part == ReportTextPart.MetricsAnalysis ? Spread(content) : Happened(content)] };
    }

    private static IEnumerable<InputPart> Happened(ReportContent content)
    {
        var data = content.Data;
        return
        [
            new("deployments that failed", Lines(ReportOrder.Failed(data), ReportLines.Of)),
            new("pull requests merged", Lines(ReportOrder.Merged(data), ReportLines.Of)),
            new("tickets completed", Lines(ReportOrder.Completed(data), ReportLines.Of)),
            new("tickets reopened", Lines(ReportOrder.Reopened(data), ReportLines.Of)),
            new("commits by repository", Tallies(Tally.Of(data.Commits, commit => commit.Repository))),
            new("commits, the most significant first", Lines(ReportOrder.Commits(data.Commits), commit => $"{commit.Repository}: {Phrase.Title(commit.Title)} ({Phrase.Title(commit.Author)})")),
            new("deployments that did not fail", Lines([.. data.Deployments.Where(deployment => deployment.State != ReportDeploymentState.Failed)], ReportLines.Of)),
            new("tickets in progress", Lines(ReportOrder.InProgress(data), ReportLines.WithStatus)),
            new("pull requests open", Lines(ReportOrder.Open(data), ReportLines.Of)),
            new("deliveries that could not be handled", data.Completeness.Quarantined > 0 ? Phrase.Number(data.Completeness.Quarantined) : ""),
        ];
    }

    private static IEnumerable<InputPart> Spread(ReportContent content)
    {
        var (data, days) = (content.Data, new ReportDays(content.Edition.Window));
        return
        [
            new("commits by day", Tallies(days.Count(data.Commits.Select(commit => commit.PushedAt)))),
            new("commits by repository", Tallies(Tally.Of(data.Commits, commit => commit.Repository))),
            new("commits by author", Tallies(Tally.Of(data.Commits, commit => Phrase.Title(commit.Author)))),
            new("tickets by status", Tallies(Tally.Of(data.Tickets, ticket => ticket.Status ?? "unknown"))),
            new("deployments by environment", Tallies(Tally.Of(data.Deployments, deployment => Phrase.Title(deployment.Environment)))),
            new("cost by service", string.Join('\n', data.Costs.Costs.GroupBy(cost => (cost.Service, cost.Currency))
                .OrderByDescending(service => service.Sum(cost => cost.Cost)).ThenBy(service => service.Key.Service, StringComparer.Ordinal).Take(MostNames)
                .Select(service => $"{service.Key.Service}: {Phrase.Money(service.Sum(cost => cost.Cost), service.Key.Currency)}"))),
        ];
    }

    private static string Figure(ReportContent content, ReportFigure figure)
    {
        var comparison = new ReportComparison(content);
        var before = comparison.Before(figure) is { } known ? $", {ReportNames.Before(content.Edition.Kind)} {Phrase.Number((int)known)}, {comparison.Words(figure)}" : "";
        return $"{figure.Label}: {Phrase.Number(figure.Of(content.Edition.Figures))}{(content.IsMissing(figure.Source) ? " or more, not all could be read" : "")}{before}";
    }

    private static string Tallies(IReadOnlyList<Tally> tallies) => string.Join('\n', Tally.Top(tallies, MostNames).Select(tally => $"{PlainText.Line(tally.Name)}: {Phrase.Number(tally.Count)}"));

    private static string Lines<T>(IReadOnlyList<T> items, Func<T, string> line) =>
        string.Join('\n', [.. items.Take(MostLines).Select(line), .. items.Count > MostLines ? [$"and {Phrase.Number(items.Count - MostLines)} more"] : Array.Empty<string>()]);
}
