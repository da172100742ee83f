using Webhooks.Activities.Reports.Data;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>What stands first when not everything can: a choice that is the same for words, tables and slides.</summary>
internal static class ReportOrder
{
    private static readonly string[] Done = ["Done", "Resolved", "Closed"];
    private static readonly string[] Urgent = ["Blocker", "Critical", "Highest"];

    /// <summary>The largest first.</summary>
    public static IReadOnlyList<ReportPullRequest> Merged(ReportData data) =>
        [.. data.PullRequests.Where(request => request.IsMerged).OrderByDescending(request => (long)(request.Additions ?? 0) + (request.Deletions ?? 0))];

    public static IReadOnlyList<ReportPullRequest> Open(ReportData data) => [.. data.PullRequests.Where(request => !request.IsMerged && !request.IsClosed)];

    /// <summary>Merged, then open, then given up.</summary>
    public static IReadOnlyList<ReportPullRequest> PullRequests(ReportData data) => [.. Merged(data), .. Open(data), .. data.PullRequests.Where(request => !request.IsMerged && request.IsClosed)];

    /// <summary>The most urgent first.</summary>
    public static IReadOnlyList<ReportTicket> Completed(ReportData data) => [.. data.Tickets.Where(ticket => ticket.IsCompleted).OrderBy(Rank)];

    public static IReadOnlyList<ReportTicket> Reopened(ReportData data) => [.. data.Tickets.Where(ticket => ticket.IsReopened).OrderBy(Rank)];

    /// <summary>Neither done now nor done before.</summary>
    public static IReadOnlyList<ReportTicket> InProgress(ReportData data) =>
        [.. data.Tickets.Where(ticket => !ticket.IsCompleted && !Done.Contains(ticket.Status, StringComparer.OrdinalIgnoreCase)).OrderBy(Rank)];

    /// <summary>Completed, then reopened, then the rest.</summary>
    public static IReadOnlyList<ReportTicket> Tickets(ReportData data) =>
        [.. data.Tickets.OrderBy(ticket => ticket.IsCompleted ? 0 : ticket.IsReopened ? 1 : 2).ThenBy(Rank)];

    public static IReadOnlyList<ReportDeployment> Failed(ReportData data) =>
        [.. data.Deployments.Where(deployment => deployment.State == ReportDeploymentState.Failed).OrderByDescending(deployment => deployment.At)];

    /// <summary>Failed, then running, then the rest; the newest first.</summary>
    public static IReadOnlyList<ReportDeployment> Deployments(ReportData data) =>
    [
        .. data.Deployments.OrderBy(deployment => deployment.State switch
        {
            ReportDeploymentState.Failed => 0,
            ReportDeploymentState.Running => 1,
            ReportDeploymentState.Succeeded => 2,
        }).ThenByDescending(deployment => deployment.At),
    ];

    /// <summary>Those with a document of their own first, then those that touch most files.</summary>
    public static IReadOnlyList<ReportCommit> Commits(IEnumerable<ReportCommit> commits) =>
        [.. commits.OrderBy(commit => commit.Document is null).ThenByDescending(commit => commit.Files ?? 0)];

    private static int Rank(ReportTicket ticket) => ticket.Priority switch
    {
        { } priority when Urgent.Contains(priority, StringComparer.OrdinalIgnoreCase) => 0,
        "High" or "Major" => 1,
        "Low" or "Minor" => 3,
        "Lowest" or "Trivial" => 4,
        _ => 2,
    };
}
