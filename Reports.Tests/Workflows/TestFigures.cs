using Webhooks.Activities.Reports.Data;

namespace Webhooks.Reports.Tests.Workflows;

/// <summary>Figures that tests need some of.</summary>
internal static class TestFigures
{
    public static ReportFigures Of(int commits = 0, int tickets = 0) => new()
    {
        Commits = commits,
        Authors = Math.Min(commits, 2),
        Repositories = Math.Min(commits, 1),
        PullRequestsMerged = 0,
        Tickets = tickets,
        TicketsCompleted = 0,
        Deployments = 0,
        DeploymentsFailed = 0,
        Costs = [],
        CostAnomalies = 0,
    };
}
