namespace Webhooks.Activities.Reports.Data;

/// <summary>Sums over a report's data: small enough to travel. <see cref="Of"/> is the only place that counts them.</summary>
public sealed record ReportFigures
{
    public required int Commits { get; init; }

    public required int Authors { get; init; }

    public required int Repositories { get; init; }

    public required int PullRequestsMerged { get; init; }

    public required int Tickets { get; init; }

    public required int TicketsCompleted { get; init; }

    public required int Deployments { get; init; }

    public required int DeploymentsFailed { get; init; }

    /// <summary>A total a currency, largest first; empty when not known.</summary>
    public required IReadOnlyList<CurrencyTotal> Costs { get; init; }

    public required int CostAnomalies { get; init; }

    /// <summary>Nothing happened.</summary>
    public bool IsQuiet => Commits == 0 && PullRequestsMerged == 0 && Tickets == 0 && Deployments == 0;

    public static ReportFigures Of(ReportData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ReportFigures
        {
            Commits = data.Commits.Count,
            Authors = data.Commits.Select(commit => commit.Author).Distinct(StringComparer.Ordinal).Count(),
            Repositories = data.Commits.Select(commit => commit.Repository).Distinct(StringComparer.Ordinal).Count(),
            PullRequestsMerged = data.PullRequests.Count(request => request.IsMerged),
            Tickets = data.Tickets.Count,
            TicketsCompleted = data.Tickets.Count(ticket => ticket.IsCompleted),
            Deployments = data.Deployments.Count,
            DeploymentsFailed = data.Deployments.Count(deployment => deployment.State == ReportDeploymentState.Failed),
            Costs =
            [
                .. data.Costs.Costs.GroupBy(cost => cost.Currency, StringComparer.Ordinal)
                    .Select(currency => new CurrencyTotal(currency.Key, currency.Sum(cost => cost.Cost)))
                    .OrderByDescending(total => total.Cost).ThenBy(total => total.Currency, StringComparer.Ordinal),
            ],
            CostAnomalies = data.Costs.Anomalies.Count,
        };
    }
}
