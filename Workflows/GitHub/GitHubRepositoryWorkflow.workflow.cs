using Temporalio.Workflows;
using Webhooks.Activities.GitHub;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.Ordering;

namespace Webhooks.Workflows.GitHub;

/// <summary>
/// One repository: takes its deliveries, handles one at a time and settles each; pushes to a branch in the order in which they were made,
/// as far as they come within a bounded time.
/// </summary>
[Workflow(WorkflowNames.GitHubRepository)]
public sealed class GitHubRepositoryWorkflow
{
    private const string RecallsPushes = "recalls-pushes";

    private readonly RepositoryCarry carried;
    private readonly EntityRun run;
    private readonly PushOrder order;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public GitHubRepositoryWorkflow(RepositoryCarry? carried = null)
    {
        this.carried = carried ?? new RepositoryCarry();
        run = new EntityRun(this.carried);
        order = new PushOrder(this.carried, run);
    }

    [WorkflowSignal(WorkflowNames.DeliverSignal)]
    public Task DeliverAsync(DeliveryEvent delivery)
    {
        run.Take(delivery);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public EntityState State() => run.State with { Order = order.State };

    [WorkflowQuery(WorkflowNames.HistoryQuery)]
    public IReadOnlyList<SettledDelivery> History() => run.History;

    [WorkflowRun]
    public async Task RunAsync(RepositoryCarry? carried = null)
    {
        // Runs that were started without this step go on without it.
        if (!this.carried.IsRecalled && Workflow.Patched(RecallsPushes))
        {
            await RecallAsync();
        }

        if (await run.WorkAsync(HandleAsync, order.PatienceOf, () => order.QuietPeriod(Now)))
        {
            var next = order.Carry(run.Carry(this.carried)) with { IsRecalled = true };
            throw Workflow.CreateContinueAsNewException((GitHubRepositoryWorkflow workflow) => workflow.RunAsync(next));
        }
    }

    /// <summary>A workflow that ended after a quiet period knew where the branches stand; this one learns it from the ledger.</summary>
    private async Task RecallAsync()
    {
        var pushes = await Workflow.ExecuteActivityAsync(
            (GitHubActivities activities) => activities.RecallPushesAsync(Workflow.Info.WorkflowId), ActivityPolicies.Recollection.Uninterrupted());
        foreach (var push in pushes)
        {
            order.Recall(push);
        }
    }

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        var change = order.Place(delivery, Now);
        var isCorrected = change.Closed is not { } gap || await GapCorrection.RunAsync(gap);
        var outcome = await PushHandling.HandleAsync(delivery, change.Opened?.Missing);
        return outcome is { Kind: OutcomeKind.Handled, Reason: null } ? outcome with { Reason = RemarkOn(change, isCorrected) } : outcome;
    }

    private static string? RemarkOn(ChainChange change, bool isCorrected) => change switch
    {
        { Closed: not null } when !isCorrected => Remarks.GapNotCorrected,
        { Opened: not null } => Remarks.AfterGap,
        { Closed: not null } => Remarks.GapClosed,
        _ => null,
    };

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);
}
