using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// What every entity's workflow does with its deliveries: takes them, handles one at a time, settles each, remembers what it has seen, ends
/// after a quiet period and continues as new before its history is too long. Asked to stop, it settles what it has taken and ends.
/// </summary>
internal sealed class EntityRun
{
    private const int MaximumHistory = 50;

    /// <summary>More would not fit the 2 MB of an argument; a run that is flooded beyond this works some off before it continues.</summary>
    internal const int MaximumCarried = 6_000;

    private readonly EntityCarry carried;
    private readonly SeenDeliveries seen;
    private readonly EntityInbox inbox;
    private readonly LinkedList<SettledDelivery> history;
    private EntityTotals totals;
    private DeliveryEvent? current;
    private int settledInThisRun;

    /// <summary>To be made before the first signal is handled: in the workflow's constructor.</summary>
    public EntityRun(EntityCarry carried)
    {
        this.carried = carried;
        seen = new SeenDeliveries(carried.SeenCapacity, carried.Seen);
        inbox = new EntityInbox(carried.Pending is { } packed ? PendingDeliveries.Unpack(packed) : [], carried.Held);
        history = new LinkedList<SettledDelivery>(carried.History);
        totals = carried.Totals;
    }

    /// <summary>Taken and not yet begun, in order of arrival.</summary>
    public IReadOnlyCollection<DeliveryEvent> Waiting => inbox.Waiting;

    /// <summary>Grows with each delivery that comes in.</summary>
    public int Arrivals => inbox.Arrivals;

    public EntityState State => new()
    {
        Current = current?.DeliveryId,
        Waiting = inbox.Waiting.Count,
        Held = inbox.HeldCount,
        Seen = seen.Count,
        Totals = totals,
    };

    public IReadOnlyList<SettledDelivery> History => [.. history];

    /// <summary>Fills in what this class knows; the workflow adds what it knows itself.</summary>
    public T Carry<T>(T next)
        where T : EntityCarry => next with
        {
            Seen = seen.Carry(),
            Pending = inbox.Waiting.Count > 0 ? PendingDeliveries.Pack(inbox.Waiting) : null,
            Held = inbox.Held,
            Totals = totals,
            History = [.. history],
        };

    public void Take(DeliveryEvent delivery) => inbox.Add(delivery);

    /// <summary>Handles deliveries until the workflow should end, or continue as new.</summary>
    /// <param name="handleAsync">Called for each delivery that was not seen before.</param>
    /// <param name="patienceOf">How long a delivery waits for its predecessor; null, as for all without it, when it need not.</param>
    /// <param name="quietPeriod">How long nothing must happen before the workflow ends, asked each time; null for what is carried.</param>
    /// <returns>True when it is to continue as new.</returns>
    public async Task<bool> WorkAsync(
        Func<DeliveryEvent, Task<Outcome>> handleAsync, Func<DeliveryEvent, TimeSpan?>? patienceOf = null, Func<TimeSpan>? quietPeriod = null)
    {
        while (await NextAsync(patienceOf ?? (_ => null), quietPeriod ?? (() => carried.QuietPeriod)) is { } delivery)
        {
            current = delivery;
            await SettleAsync(delivery, await HandleAsync(delivery, handleAsync));
            current = null;

            // Every signal of this task is in the inbox by now, and one that arrives before the server has taken the command makes it
            // refuse the command; so the successor gets all of them.
            if (inbox.Waiting.Count <= MaximumCarried && (Workflow.ContinueAsNewSuggested || settledInThisRun >= carried.DeliveriesARun))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Null when the workflow may end: quiet for long enough, or asked to stop, with nothing left to do.</returns>
    private async Task<DeliveryEvent?> NextAsync(Func<DeliveryEvent, TimeSpan?> patienceOf, Func<TimeSpan> quietPeriod)
    {
        // One that will turn out to be a duplicate has nothing to wait for.
        TimeSpan? UnseenPatienceOf(DeliveryEvent delivery) => seen.Contains(delivery.Key) ? null : patienceOf(delivery);

        while (true)
        {
            var isStopping = Workflow.CancellationToken.IsCancellationRequested;
            if (inbox.Take(isStopping ? _ => null : UnseenPatienceOf, Now, out var pause) is { } delivery)
            {
                return delivery;
            }

            // Asked of the inbox and not of the wait: the timer and a delivery can come in the same task.
            if (isStopping || (!await ArrivesAsync(pause ?? quietPeriod()) && inbox.Waiting.Count == 0))
            {
                return null;
            }
        }
    }

    private async Task<bool> ArrivesAsync(TimeSpan pause)
    {
        var before = inbox.Arrivals;
        try
        {
            return await Workflow.WaitConditionAsync(() => inbox.Arrivals > before, pause);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while waiting; the inbox decides.
            return true;
        }
    }

    private async Task<Outcome> HandleAsync(DeliveryEvent delivery, Func<DeliveryEvent, Task<Outcome>> handleAsync)
    {
        try
        {
            return seen.Add(delivery.Key) ? await handleAsync(delivery) : new Outcome { Kind = OutcomeKind.Duplicate };
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
            At = Now,
        });
        if (history.Count > MaximumHistory)
        {
            history.RemoveLast();
        }
    }

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);
}
