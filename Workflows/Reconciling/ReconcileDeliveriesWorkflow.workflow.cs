using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Reconciling.Reporting;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Reconciling;

/// <summary>
/// One comparison of what a source's provider sent with what the ledger has, started by the source's schedule. Each run starts from the
/// result of the one before, so a run that cannot reach the provider ends with what it reached instead of failing.
/// </summary>
[Workflow(WorkflowNames.ReconcileDeliveries)]
public sealed class ReconcileDeliveriesWorkflow
{
    private Reconciliation? reconciliation;

    /// <summary>What the run has reached.</summary>
    [WorkflowQuery(WorkflowNames.StateQuery)]
    public ReconciliationState State() => reconciliation?.State ?? new ReconciliationState();

    [WorkflowRun]
    public async Task<ReconciliationState> RunAsync(ReconcileRequest request, ReconciliationState? carried = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = carried ?? FromLastRun();
        reconciliation = request.Provider switch
        {
            WebhookProvider.GitHub => new GitHubReconciliation(request, start),
            WebhookProvider.Jira => new JiraSweep(request, start),
            WebhookProvider.EventGrid => new DeadLetterSweep(request, start),
        };
        var failure = await FailureOfAsync(reconciliation.RunAsync);
        var end = State() with { Failure = failure, Scan = null, Sweep = null };
        await ReportAsync(request, start, end);
        return end;
    }

    private static ReconciliationState FromLastRun()
    {
        var last = Workflow.Info.LastResult?.FirstOrDefault() is { } result
            ? Workflow.PayloadConverter.ToValue(result.Payload, typeof(ReconciliationState)) as ReconciliationState ?? new ReconciliationState()
            : new ReconciliationState();
        return last with { Counts = new ReconciliationCounts(), Failure = null, Scan = null, Sweep = null };
    }

    /// <returns>The error type; null when there was none. Anything that is no activity's failure is a bug and stays one.</returns>
    private static async Task<string?> FailureOfAsync(Func<Task> run)
    {
        try
        {
            await run();
            return null;
        }
        catch (ActivityFailureException failure) when (failure.InnerException is not CanceledFailureException)
        {
            return failure.InnerException is ApplicationFailureException { ErrorType: { } type } ? type : "TimeoutError";
        }
    }

    private static async Task ReportAsync(ReconcileRequest request, ReconciliationState start, ReconciliationState end)
    {
        var known = start.Lost.ToHashSet();
        var report = new ReconciliationReport
        {
            Source = request.Source,
            Counts = end.Counts,
            Lost = [.. end.Lost.Where(each => !known.Contains(each))],
            Failure = end.Failure,
            ReconciledTo = end.ReconciledTo,
            IsUrgent = end.ReconciledTo is { } reached && reached < new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero) - (request.Retention / 2),
        };
        await Workflow.ExecuteActivityAsync((ReconciliationReporting activities) => activities.ReportReconciliation(report), ActivityPolicies.Settlement);
    }
}
