using System.Globalization;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Office;
using Webhooks.Office.Charts;
using Webhooks.Office.Tables;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>
/// Whether every number that a document shows is the sum of the data: figures, tables with their totals, charts, and the counts of deliveries.
/// A figure, table or chart that it does not know is a fault too, so that none is shown unchecked.
/// </summary>
internal sealed class ReportCheck
{
    private const int MostTold = 5;

    /// <summary>Costs have more digits than a sum of them keeps, so that another order of adding gives another last digit.</summary>
    private const decimal Rounding = 0.000_001m;

    private readonly Recount recount;
    private readonly ReportEdition edition;
    private readonly Completeness completeness;
    private readonly List<string> faults = [];

    private ReportCheck(ReportEdition edition, ReportData data)
    {
        (recount, this.edition, completeness) = (new Recount(data), edition, data.Completeness);
    }

    /// <param name="edition">Whose figures are shown.</param>
    /// <param name="data">All of it, as it was collected.</param>
    /// <param name="shown">By one document.</param>
    /// <exception cref="ApplicationFailureException"><see cref="ErrorTypes.ReportInconsistent"/>, naming the numbers.</exception>
    public static void Require(ReportEdition edition, ReportData data, ShownNumbers shown)
    {
        var check = new ReportCheck(edition, data);
        check.Figures(edition.Figures);
        check.Deliveries();
        check.Cards(shown.Figures);
        check.Tables(shown.Tables);
        check.Charts(shown);
        if (check.faults.Count > 0)
        {
            var more = check.faults.Count > MostTold ? $" And {check.faults.Count - MostTold} more." : "";
            throw new ApplicationFailureException(
                $"Numbers of the report {edition.Period} do not add up: {string.Join(" ", check.faults.Take(MostTold))}{more}", ErrorTypes.ReportInconsistent, nonRetryable: true);
        }
    }

    private void Figures(ReportFigures figures)
    {
        Need(recount.Repeated == 0, $"{Phrase.Count(recount.Repeated, "commit is", "commits are")} there twice.");
        Same("commits", recount.Commits, figures.Commits);
        Same("authors", recount.Authors, figures.Authors);
        Same("repositories", recount.Repositories, figures.Repositories);
        Same("pull requests merged", recount.Merged, figures.PullRequestsMerged);
        Same("tickets", recount.Tickets, figures.Tickets);
        Same("tickets completed", recount.Completed, figures.TicketsCompleted);
        Same("deployments", recount.Deployments, figures.Deployments);
        Same("deployments failed", recount.Failed, figures.DeploymentsFailed);
        Same("currencies", recount.Costs.Count, figures.Costs.Count);
        foreach (var total in figures.Costs)
        {
            Same($"costs in {total.Currency}", recount.Costs.GetValueOrDefault(total.Currency), total.Cost, Rounding);
        }
    }

    private void Deliveries()
    {
        var parts = completeness.Included + completeness.Filtered + completeness.Duplicates + completeness.Quarantined + completeness.Open;
        Same("deliveries by outcome", completeness.Deliveries, parts);
        if (completeness.Rules.Count > 0)
        {
            Same("deliveries filtered by rule", completeness.Filtered, completeness.Rules.Sum(rule => rule.Count));
        }

        Need(completeness.Late <= completeness.Deliveries, $"{completeness.Late} deliveries are late of {completeness.Deliveries}.");
    }

    private void Cards(IEnumerable<KeyFigure> cards)
    {
        foreach (var card in cards)
        {
            if (edition.Figures.Costs is [var largest, ..] && card.Value.StartsWith(largest.Currency + " ", StringComparison.Ordinal))
            {
                Same($"the card {card.Label}", recount.Costs.GetValueOrDefault(largest.Currency), Parsed(card.Value[(largest.Currency.Length + 1)..]), 0.005m);
                continue;
            }

            if (Expected(card.Label) is not var (expected, source))
            {
                faults.Add($"Nobody knows what the card {card.Label} shows.");
                continue;
            }

            var isMissing = edition.Missing.Any(missing => missing.Source == source);
            Need(isMissing == (card.Value == ReportCards.NotKnown || card.Value.StartsWith(ReportCards.AtLeast, StringComparison.Ordinal)), $"The card {card.Label} does not say whether its source was read.");
            if (card.Value != ReportCards.NotKnown)
            {
                Same($"the card {card.Label}", expected, Parsed(card.Value.Replace(ReportCards.AtLeast, "", StringComparison.Ordinal)));
            }
        }
    }

    private (int Number, string Source)? Expected(string label) => label switch
    {
        _ when label == ReportFigure.Commits.Label => (recount.Commits, ReportSources.Commits),
        _ when label == ReportFigure.Authors.Label => (recount.Authors, ReportSources.Commits),
        _ when label == ReportFigure.Repositories.Label => (recount.Repositories, ReportSources.Commits),
        _ when label == ReportFigure.PullRequestsMerged.Label => (recount.Merged, ReportSources.PullRequests),
        _ when label == ReportFigure.Tickets.Label => (recount.Tickets, ReportSources.Tickets),
        _ when label == ReportFigure.TicketsCompleted.Label => (recount.Completed, ReportSources.Tickets),
        _ when label == ReportFigure.Deployments.Label => (recount.Deployments, ReportSources.Deployments),
        _ when label == ReportFigure.DeploymentsFailed.Label => (recount.Failed, ReportSources.Deployments),
        _ => null,
    };

    private void Tables(IReadOnlyList<ShownTable> tables)
    {
        foreach (var repeated in tables.GroupBy(table => table.Table.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add($"The table {repeated.Key} is there {repeated.Count()} times.");
        }

        var commits = tables.Where(table => TableNames.IsCommits(table.Table.Name)).ToList();
        if (commits.Count > 0)
        {
            Same("rows of commits", recount.Commits, commits.Sum(table => table.Rows));
        }

        foreach (var table in tables.Except(commits))
        {
            Table(table);
        }
    }

    private void Table(ShownTable table)
    {
        switch (table.Table.Name)
        {
            case TableNames.KeyFigures:
                KeyFigures(table.Table);
                break;
            case TableNames.PullRequests:
                Rows(table, recount.PullRequests, ColumnNames.State, ReportTables.Merged, recount.Merged);
                break;
            case TableNames.MergedPullRequests:
                Rows(table, recount.Merged, ColumnNames.State, ReportTables.Merged, recount.Merged);
                break;
            case TableNames.Tickets:
                Rows(table, recount.Tickets, ColumnNames.State, ReportTables.Completed, recount.Completed);
                break;
            case TableNames.CompletedTickets:
                Rows(table, recount.Completed, ColumnNames.State, ReportTables.Completed, recount.Completed);
                break;
            case TableNames.Deployments:
                Rows(table, recount.Deployments, ColumnNames.Result, ReportTables.Failed, recount.Failed);
                break;
            case TableNames.Costs:
                Same("rows of costs", recount.CostRows, table.Rows);
                Same("the sum of all costs", recount.Costs.Values.Sum(), table.Sum(ColumnNames.Cost), Rounding);
                break;
            case TableNames.Completeness:
                Same("the total of deliveries", completeness.Deliveries, table.Sum(ColumnNames.Deliveries));
                break;
            case TableNames.CommitsByDay or TableNames.CommitsByAuthor or TableNames.CommitsByRepository:
                Same($"the total of {table.Table.Name}", recount.Commits, table.Sum(ColumnNames.Commits));
                break;
            case TableNames.TicketsByDay:
                Same($"the total of {table.Table.Name}", recount.Completed, table.Sum(ColumnNames.Tickets));
                break;
            case var name when recount.Costs.FirstOrDefault(cost => TableNames.CostByService(cost.Key) == name) is { Key: { } } cost:
                Same($"the total of {name}", cost.Value, table.Sum(ColumnNames.Cost), Rounding);
                break;
            default:
                faults.Add($"Nobody knows what the table {table.Table.Name} must add up to.");
                break;
        }
    }

    /// <summary>Of a table that shows not all, those marked stand first.</summary>
    private void Rows(ShownTable table, int rows, string column, string mark, int marked)
    {
        Same($"rows of {table.Table.Name}", rows, table.Rows);
        Same($"rows of {table.Table.Name} that are {mark}", Math.Min(marked, table.Table.Rows.Count), table.Count(column, mark));
    }

    private void KeyFigures(DataTable table)
    {
        Same("rows of key figures", ReportFigure.All.Count, table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (row is not [Cell.Text label, var value, ..] || Expected(label.Value) is not var (expected, _))
            {
                faults.Add("Nobody knows what a row of the key figures shows.");
            }
            else if (value is Cell.Number number)
            {
                Same($"the key figure {label.Value}", expected, number.Value);
            }
            else
            {
                Same($"the key figure {label.Value} that is left empty", expected, 0);
            }
        }
    }

    private void Charts(ShownNumbers shown)
    {
        foreach (var chart in shown.Charts)
        {
            if (ChartSum(chart.Title) is { } expected)
            {
                Same($"the chart {chart.Title}", expected, chart.Series.Sum(series => series.Values.Sum()), Rounding);
            }
            else
            {
                faults.Add($"Nobody knows what the chart {chart.Title} must add up to.");
            }
        }

        foreach (var chart in shown.SheetCharts)
        {
            var table = shown.Tables.FirstOrDefault(table => table.Table.Name == chart.Table);
            Need(table is { Rows: > 0 }, $"The chart {chart.Title} has no table.");
            Need(table is not null && chart.ValueColumns.Append(chart.CategoryColumn).All(header => table.Table.Columns.Any(column => column.Header == header)), $"The chart {chart.Title} names a column that is not there.");
        }
    }

    private decimal? ChartSum(string title) => title switch
    {
        ReportCharts.CommitsByDay or ReportCharts.CommitsByAuthor or ReportCharts.CommitsByRepository => recount.Commits,
        ReportCharts.TicketsByDay => recount.Completed,
        _ => recount.Costs.Where(cost => title == ReportCharts.CostByService(cost.Key) || title == ReportCharts.CostByDay(cost.Key)).Select(cost => (decimal?)cost.Value).FirstOrDefault(),
    };

    private static decimal Parsed(string number) =>
        decimal.TryParse(number, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : decimal.MinValue;

    private void Same(string what, decimal expected, decimal shown, decimal within = 0) =>
        Need(Math.Abs(expected - shown) <= within, $"{char.ToUpperInvariant(what[0])}{what[1..]}: {Recount.Text(shown)}, but the data have {Recount.Text(expected)}.");

    private void Need(bool condition, string fault)
    {
        if (!condition)
        {
            faults.Add(fault);
        }
    }
}
