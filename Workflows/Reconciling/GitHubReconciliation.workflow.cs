using Temporalio.Exceptions;
using Temporalio.Workflows;
using Webhooks.Activities.Reconciling.GitHub;
using Webhooks.Activities.Reconciling.Reporting;

namespace Webhooks.Workflows.Reconciling;

/// <summary>
/// GitHub: reads the hook's log back to where the last run was, asks for what the ledger lacks, and looks on the next run whether it came.
/// GitHub's log is the list of what to do; kept from run to run is only what was asked for and what was given up.
/// </summary>
internal sealed class GitHubReconciliation(ReconcileRequest request, ReconciliationState start) : Reconciliation(request, start)
{
    private const int MaximumAsked = 1_000;

    /// <summary>GitHub may take minutes to deliver, so what was asked for just now is not asked for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public override async Task RunAsync()
    {
        var scan = State.Scan;
        if (scan is null)
        {
            await TakeOutArrivedAsync();
            scan = Begin();
        }

        scan = await ReadLogAsync(scan);
        if (State.ReconciledTo is { } reached && reached < scan.Since)
        {
            State = State.WithLost(new LostDelivery($"{reached:O}/{scan.Since:O}", "unknown", LossReasons.LogExpired, reached, Now));
        }

        State = State with { Scan = null };
        await AskAsync(scan);
    }

    private async Task TakeOutArrivedAsync()
    {
        List<string> guids = [.. State.Asked.Select(each => each.Delivery.Guid), .. State.Lost.Select(each => each.Identifier)];
        if (guids.Count == 0)
        {
            return;
        }

        var arrived = (await Workflow.ExecuteActivityAsync(
            (GitHubReconciling activities) => activities.FindArrivedDeliveriesAsync(Request.Source, guids), ActivityPolicies.Standard)).ToHashSet(StringComparer.Ordinal);
        State = State with
        {
            Asked = [.. State.Asked.Where(each => !arrived.Contains(each.Delivery.Guid))],
            Lost = [.. State.Lost.Where(each => !arrived.Contains(each.Identifier))],
            Counts = State.Counts with { Recovered = State.Counts.Recovered + arrived.Count },
        };
    }

    private HookScan Begin()
    {
        var now = Now;
        var oldest = now - Request.Retention;
        var from = State.ReconciledTo is { } last ? last - Request.Overlap : now - Request.Lookback;
        return new HookScan { StartedAt = now, Since = from > oldest ? from : oldest, Before = now - Request.Grace };
    }

    private async Task<HookScan> ReadLogAsync(HookScan scan)
    {
        var known = State.Asked.Select(each => each.Delivery.Guid).Concat(State.Lost.Select(each => each.Identifier)).ToHashSet(StringComparer.Ordinal);
        for (var pages = 0; pages == 0 || scan.Cursor is not null; pages++)
        {
            if (Workflow.ContinueAsNewSuggested || pages >= Request.PagesARun)
            {
                var next = State with { Scan = scan };
                throw Workflow.CreateContinueAsNewException((ReconcileDeliveriesWorkflow workflow) => workflow.RunAsync(Request, next));
            }

            var query = new HookLogQuery { Source = Request.Source, Cursor = scan.Cursor, Since = scan.Since, Before = scan.Before };
            var page = await Workflow.ExecuteActivityAsync((GitHubReconciling activities) => activities.ReadHookLogAsync(query), ActivityPolicies.Standard);
            scan = scan.With(page, known.Contains, Request.MaximumRequests);
            State = State with { Counts = State.Counts with { Checked = State.Counts.Checked + page.Checked } };
        }

        return scan;
    }

    private async Task AskAsync(HookScan scan)
    {
        var requested = 0;
        foreach (var asked in State.Asked.Where(each => each.AskedAt <= Now - Patience))
        {
            requested += requested < Request.MaximumRequests && await AskAgainAsync(asked) ? 1 : 0;
        }

        foreach (var missing in scan.Missing)
        {
            if (requested >= Request.MaximumRequests || State.Asked.Count >= MaximumAsked)
            {
                // Not asked for, so the next run must find it again.
                Reach(missing.DeliveredAt);
                return;
            }

            Reach(missing.DeliveredAt);
            requested += await AskFirstAsync(missing) ? 1 : 0;
        }

        Reach(scan.HasMore ? scan.Missing[^1].DeliveredAt : scan.Before);
    }

    /// <returns>Whether GitHub was asked.</returns>
    private async Task<bool> AskAgainAsync(AskedDelivery asked)
    {
        if (asked.Tries >= Request.MaximumTries)
        {
            GiveUp(asked.Delivery, LossReasons.StillMissing);
            return false;
        }

        return await AskOnceAsync(asked);
    }

    private Task<bool> AskFirstAsync(MissingDelivery missing) => AskOnceAsync(new AskedDelivery(missing, 0, Now));

    private async Task<bool> AskOnceAsync(AskedDelivery asked)
    {
        var delivery = asked.Delivery;
        if (delivery.DeliveredAt < Now - Request.Retention)
        {
            GiveUp(delivery, LossReasons.RetentionPassed);
            return false;
        }

        var isAccepted = await Workflow.ExecuteActivityAsync(
            (GitHubReconciling activities) => activities.RequestRedeliveryAsync(Request.Source, delivery.Attempt), ActivityPolicies.Standard);
        if (isAccepted)
        {
            State = State with
            {
                Asked = [.. State.Asked.Where(each => each.Delivery.Guid != delivery.Guid), asked with { Tries = asked.Tries + 1, AskedAt = Now }],
                Counts = State.Counts with { Requested = State.Counts.Requested + 1 },
            };
        }
        else
        {
            GiveUp(delivery, LossReasons.RedeliveryRefused);
        }

        await Workflow.DelayAsync(Request.Pace);
        return true;
    }

    private void GiveUp(MissingDelivery delivery, string reason) =>
        State = (State with { Asked = [.. State.Asked.Where(each => each.Delivery.Guid != delivery.Guid)] })
            .WithLost(new LostDelivery(delivery.Guid, delivery.EventName, reason, delivery.DeliveredAt, Now));

    private void Reach(DateTimeOffset to) => State = State with { ReconciledTo = to };
}
