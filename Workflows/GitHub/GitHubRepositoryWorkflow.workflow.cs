using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.GitHub;

/// <summary>
/// One repository: takes its deliveries in order of arrival, handles one at a time and settles each. It ends after a quiet period and is
/// started again by the next delivery; asked to stop, it settles what it has taken and ends.
/// </summary>
[Workflow(WorkflowNames.GitHubRepository)]
public sealed class GitHubRepositoryWorkflow
{
    private const int MaximumHistory = 50;

    /// <summary>More would not fit the 2 MB of an argument; a run that is flooded beyond this works some off before it continues.</summary>
    internal const int MaximumCarried = 6_000;

    private readonly RepositoryCarry carried;
    private readonly SeenDeliveries seen;
    private readonly Queue<DeliveryEvent> pending;
    private readonly LinkedList<SettledDelivery> history;
    private RepositoryTotals totals;
    private DeliveryEvent? current;
    private int settledInThisRun;

    // Signals are handled before the first line of the run method: what they need must be there already.
    [WorkflowInit]
    public GitHubRepositoryWorkflow(RepositoryCarry? carried = null)
    {
        this.carried = carried ?? new RepositoryCarry();
        seen = new SeenDeliveries(this.carried.SeenCapacity, this.carried.Seen);
        pending = new Queue<DeliveryEvent>(this.carried.Pending is { } packed ? PendingDeliveries.Unpack(packed) : []);
        history = new LinkedList<SettledDelivery>(this.carried.History);
        totals = this.carried.Totals;
    }

    [WorkflowSignal(WorkflowNames.DeliverSignal)]
    public Task DeliverAsync(DeliveryEvent delivery)
    {
        pending.Enqueue(delivery);
        return Task.CompletedTask;
    }

    [WorkflowQuery(WorkflowNames.StateQuery)]
    public RepositoryState State() => new() { Current = current?.DeliveryId, Waiting = pending.Count, Seen = seen.Count, Totals = totals };

    [WorkflowQuery(WorkflowNames.HistoryQuery)]
    public IReadOnlyList<SettledDelivery> History() => [.. history];

    [WorkflowRun]
    public async Task RunAsync(RepositoryCarry? carried = null)
    {
        while (await NextAsync() is { } delivery)
        {
            current = delivery;
            await SettleAsync(delivery, await HandleAsync(delivery));
            current = null;

            // Every signal of this task is in the queue by now, and one that arrives before the server has taken the command makes it
            // refuse the command; so the successor gets all of them.
            if (pending.Count <= MaximumCarried && (Workflow.ContinueAsNewSuggested || settledInThisRun >= this.carried.DeliveriesARun))
            {
                var next = Carry();
                throw Workflow.CreateContinueAsNewException((GitHubRepositoryWorkflow workflow) => workflow.RunAsync(next));
            }
        }
    }

    /// <returns>Null when the workflow may end: quiet for long enough, or asked to stop, with nothing left to do.</returns>
    private async Task<DeliveryEvent?> NextAsync()
    {
        if (pending.Count == 0 && !Workflow.CancellationToken.IsCancellationRequested)
        {
            try
            {
                await Workflow.WaitConditionAsync(() => pending.Count > 0, carried.QuietPeriod);
            }
            catch (OperationCanceledException)
            {
                // Asked to stop while quiet; the queue decides.
            }
        }

        // Asked of the queue and not of the wait: the timer and a delivery can come in the same task.
        return pending.TryDequeue(out var delivery) ? delivery : null;
    }

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery)
    {
        try
        {
            return seen.Add(delivery.Key) ? await PushHandling.HandleAsync(delivery) : new Outcome { Kind = OutcomeKind.Duplicate };
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or InvalidWorkflowOperationException))
        {
            // One delivery that cannot be handled must not hold up those behind it, whatever the reason.
            return Quarantine.Because(failure);
        }
    }

    private async Task SettleAsync(DeliveryEvent delivery, Outcome outcome)
    {
        await Workflow.ExecuteActivityAsync(
            (LedgerActivities activities) => activities.SettleDeliveryAsync(delivery.DeliveryId, outcome),
            ActivityPolicies.Settlement.Uninterrupted());
        settledInThisRun++;
        totals = totals.With(outcome.Kind);
        history.AddFirst(new SettledDelivery
        {
            DeliveryId = delivery.DeliveryId,
            EventName = delivery.EventName,
            Outcome = outcome.Kind,
            Reason = outcome.Reason,
            Artefacts = outcome.Artefacts.Count,
            At = new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero),
        });
        if (history.Count > MaximumHistory)
        {
            history.RemoveLast();
        }
    }

    private RepositoryCarry Carry() => carried with
    {
        Seen = seen.Carry(),
        Pending = pending.Count > 0 ? PendingDeliveries.Pack(pending) : null,
        Totals = totals,
        History = [.. history],
    };
}
