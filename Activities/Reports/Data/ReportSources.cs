namespace Webhooks.Activities.Reports.Data;

/// <summary>What a report is made of.</summary>
public static class ReportSources
{
    public const string Commits = "commits";
    public const string PullRequests = "pull-requests";
    public const string Tickets = "tickets";
    public const string Deployments = "deployments";
    public const string Costs = "costs";
    public const string Deliveries = "deliveries";

    /// <summary>Those that tell of work.</summary>
    internal static IReadOnlyList<string> Work { get; } = [Commits, PullRequests, Tickets, Deployments];
}
