using System.Globalization;
using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Documents;

/// <summary>
/// The numbers of a report counted once more, row by row, by other code than <see cref="ReportFigures.Of"/>: what two ways of counting
/// agree on is right, or wrong in the data.
/// </summary>
internal sealed class Recount
{
    private readonly HashSet<string> commits = new(StringComparer.Ordinal);
    private readonly HashSet<string> authors = new(StringComparer.Ordinal);
    private readonly HashSet<string> repositories = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, decimal> costs = new(StringComparer.Ordinal);

    public Recount(ReportData data)
    {
        foreach (var commit in data.Commits)
        {
            Repeated += commits.Add($"{commit.Repository}@{commit.Sha}") ? 0 : 1;
            authors.Add(commit.Author);
            repositories.Add(commit.Repository);
        }

        foreach (var request in data.PullRequests)
        {
            PullRequests++;
            Merged += request.IsMerged ? 1 : 0;
        }

        foreach (var ticket in data.Tickets)
        {
            Tickets++;
            Completed += ticket.IsCompleted ? 1 : 0;
        }

        foreach (var deployment in data.Deployments)
        {
            Deployments++;
            Failed += deployment.State is ReportDeploymentState.Failed ? 1 : 0;
        }

        foreach (var cost in data.Costs.Costs)
        {
            CostRows++;
            costs[cost.Currency] = costs.GetValueOrDefault(cost.Currency) + cost.Cost;
        }
    }

    public int Commits => commits.Count;

    /// <summary>Commits that are there more than once.</summary>
    public int Repeated { get; }

    public int Authors => authors.Count;

    public int Repositories => repositories.Count;

    public int PullRequests { get; }

    public int Merged { get; }

    public int Tickets { get; }

    public int Completed { get; }

    public int Deployments { get; }

    public int Failed { get; }

    public int CostRows { get; }

    /// <summary>By currency.</summary>
    public IReadOnlyDictionary<string, decimal> Costs => costs;

    public static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
