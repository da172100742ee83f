using System.Linq.Expressions;
using Temporalio.Workflows;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Reports;

/// <summary>Reads all sources side by side. One that cannot be read is missing in the report, which says so.</summary>
internal static class ReportCollection
{
    public static async Task<IReadOnlyList<CollectedPart>> CollectAsync(ReportPlan plan, ReportProgress progress)
    {
        var begin = Workflow.UtcNow;
        var parts = await Workflow.WhenAllAsync(
            PartAsync(ReportSteps.CollectCommits, ReportSources.Commits, activities => activities.CollectCommitsAsync(plan)),
            PartAsync(ReportSteps.CollectPullRequests, ReportSources.PullRequests, activities => activities.CollectPullRequestsAsync(plan)),
            PartAsync(ReportSteps.CollectTickets, ReportSources.Tickets, activities => activities.CollectTicketsAsync(plan)),
            PartAsync(ReportSteps.CollectDeployments, ReportSources.Deployments, activities => activities.CollectDeploymentsAsync(plan)),
            PartAsync(ReportSteps.CollectCosts, ReportSources.Costs, activities => activities.CollectCostsAsync(plan)),
            PartAsync(ReportSteps.CountDeliveries, ReportSources.Deliveries, activities => activities.CountDeliveriesAsync(plan)));
        ReportMetrics.Phase(plan.Kind, ReportPhases.Collect, begin);
        return parts;

        Task<CollectedPart> PartAsync(string step, string source, Expression<Func<ReportCollecting, Task<CollectedPart>>> collect) =>
            progress.DoAsync(step, () => Degradation.OrElseAsync(
                DegradedSteps.Collection,
                () => Workflow.ExecuteActivityAsync(collect, ActivityPolicies.Reporting),
                reason =>
                {
                    progress.Skip(step, FailureName.Of(reason));
                    return Task.FromResult(new CollectedPart { Source = source, Reason = FailureName.Of(reason) });
                }));
    }
}
