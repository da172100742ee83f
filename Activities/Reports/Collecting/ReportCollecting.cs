using Temporalio.Activities;
using Webhooks.Activities.Reports.Planning;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Reads what happened within a window into the report's working folder. Each may run any number of times.</summary>
public sealed class ReportCollecting
{
    [Activity]
    public Task<CollectedPart> CollectCommitsAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);

    [Activity]
    public Task<CollectedPart> CollectPullRequestsAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);

    [Activity]
    public Task<CollectedPart> CollectTicketsAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);

    [Activity]
    public Task<CollectedPart> CollectDeploymentsAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);

    [Activity]
    public Task<CollectedPart> CollectCostsAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);

    /// <summary>What became of the deliveries of the window.</summary>
    [Activity]
    public Task<CollectedPart> CountDeliveriesAsync(ReportPlan plan) => throw new NotSupportedException(plan?.Period);
}
