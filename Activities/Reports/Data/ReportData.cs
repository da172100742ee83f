namespace Webhooks.Activities.Reports.Data;

/// <summary>All that a report tells, in a fixed order, so that the same data has the same bytes. Kept in a file: it may be large.</summary>
public sealed record ReportData
{
    /// <summary>By time of the push, then repository and hash.</summary>
    public required IReadOnlyList<ReportCommit> Commits { get; init; }

    /// <summary>By repository and number.</summary>
    public required IReadOnlyList<ReportPullRequest> PullRequests { get; init; }

    /// <summary>By site, then by key: project, then number.</summary>
    public required IReadOnlyList<ReportTicket> Tickets { get; init; }

    /// <summary>By time, then name.</summary>
    public required IReadOnlyList<ReportDeployment> Deployments { get; init; }

    public required ReportCosts Costs { get; init; }

    public required Completeness Completeness { get; init; }

    public IReadOnlyList<MissingSource> Missing { get; init; } = [];
}
