using Webhooks.Activities.Documentation;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office.Word;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>Commits grouped by repository, the busiest first; each gets its share of the rows.</summary>
internal static class CommitTables
{
    private const int MostRows = 150;
    private const int FewestRows = 5;
    private const int MostRepositories = 12;

    public static IEnumerable<WordBlock> Of(ReportContent content)
    {
        var commits = content.Data.Commits;
        if (commits.Count == 0)
        {
            return [new WordBlock.Markdown(content.Nothing("No commit was pushed.", ReportSources.Commits))];
        }

        var groups = commits.GroupBy(commit => commit.Repository, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var tables = new ReportTables(content);
        var rest = groups.Skip(MostRepositories).ToList();
        return
        [
            .. groups.Take(MostRepositories).SelectMany((group, index) => Repository(tables, [.. group], index + 1, Share(group.Count(), commits.Count))),
            .. ReportBlocks.More(rest.Sum(group => group.Count()), $" in {Phrase.Count(rest.Count, "other repository", "other repositories")}"),
        ];
    }

    private static IEnumerable<WordBlock> Repository(ReportTables tables, List<ReportCommit> commits, int number, int most)
    {
        var shown = commits.Count <= most ? commits : [.. ReportOrder.Commits(commits).Take(most).OrderBy(commit => commit.PushedAt)];
        return
        [
            new WordBlock.Heading(2, PlainText.Line(commits[0].Repository)),
            new WordBlock.Table(tables.Commits(TableNames.CommitsOf(number), shown)),
            .. ReportBlocks.More(commits.Count - shown.Count),
        ];
    }

    private static int Share(int commits, int all) => all <= MostRows ? commits : Math.Max(FewestRows, (int)((long)(MostRows - (FewestRows * MostRepositories)) * commits / all));
}
