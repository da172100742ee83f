using System.Data.Common;
using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>Reads what happened within a window into the report's working folder. Each may run any number of times.</summary>
public sealed class ReportCollecting(
    ReportFolder folder,
    CommitCollection commits,
    PullRequestCollection pullRequests,
    TicketCollection tickets,
    DeploymentCollection deployments,
    CostCollection costs,
    DeliveryCount deliveries)
{
    [Activity]
    public Task<CollectedPart> CollectCommitsAsync(ReportPlan plan) => ItemsAsync(plan, ReportSources.Commits, commits.ReadAsync);

    [Activity]
    public Task<CollectedPart> CollectPullRequestsAsync(ReportPlan plan) => ItemsAsync(plan, ReportSources.PullRequests, pullRequests.ReadAsync);

    [Activity]
    public Task<CollectedPart> CollectTicketsAsync(ReportPlan plan) => ItemsAsync(plan, ReportSources.Tickets, tickets.ReadAsync);

    [Activity]
    public Task<CollectedPart> CollectDeploymentsAsync(ReportPlan plan) => ItemsAsync(plan, ReportSources.Deployments, deployments.ReadAsync);

    [Activity]
    public Task<CollectedPart> CollectCostsAsync(ReportPlan plan) => CollectAsync(
        plan, ReportSources.Costs, async cancelled => await costs.ReadAsync(plan.Window, cancelled), read => (read.Costs.Count, null));

    /// <summary>What became of the deliveries of the window.</summary>
    [Activity]
    public Task<CollectedPart> CountDeliveriesAsync(ReportPlan plan) => CollectAsync(
        plan, ReportSources.Deliveries, cancelled => deliveries.ReadAsync(plan, cancelled), counted => (counted.Deliveries, null));

    private Task<CollectedPart> ItemsAsync<T>(ReportPlan plan, string source, Func<ReportPlan, CancellationToken, Task<CollectedItems<T>>> read) => CollectAsync(
        plan, source, cancelled => read(plan, cancelled), found => (found.Items.Count, found.Reasons is [var reason, ..] ? reason : null));

    private async Task<CollectedPart> CollectAsync<T>(ReportPlan plan, string source, Func<CancellationToken, Task<T>> read, Func<T, (int Count, string? Reason)> tell)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            var content = await read(ActivityExecutionContext.Current.CancellationToken);
            var (count, reason) = tell(content);
            return new CollectedPart { Source = source, File = folder.WriteWork(plan.Work, source, content), Count = count, Reason = reason };
        }
        catch (LedgerUnavailableException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger);
        }
        catch (JournalKeyException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Configuration, nonRetryable: true);
        }
        catch (Exception failure) when (failure is KnowledgeUnavailableException or DbException)
        {
            throw new ApplicationFailureException("The knowledge base cannot be read.", failure, ErrorTypes.KnowledgeBase);
        }
    }
}
