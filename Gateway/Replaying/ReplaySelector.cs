using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Storing;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Replaying;

/// <summary>Finds the deliveries of a selection, oldest first.</summary>
internal sealed class ReplaySelector(DeliveryStore store, ReplaySettings settings)
{
    /// <summary>Ends with one more than may be replayed at once, when there are more. Replays are left out: what they repeat is there.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    public async Task<SelectedDeliveries> FindAsync(ReplaySelection selection, CancellationToken cancellationToken)
    {
        var found = new SelectedDeliveries();
        if (selection.DeliveryId is { } id)
        {
            if (await store.FindAsync(id, cancellationToken) is { } one && IsVisible(one, selection.Filter.Tenant))
            {
                found.Add(one);
            }

            return found;
        }

        await store.CatchUpAsync(cancellationToken);
        var after = 0L;
        while (found.Count <= settings.MaximumDeliveries)
        {
            var page = await store.Ledger.ListAsync(selection.Filter with { After = after }, cancellationToken);
            foreach (var record in page.Where(record => !IsReplay(record)).Take(settings.MaximumDeliveries + 1 - found.Count))
            {
                found.Add(record);
            }

            if (page.Count < selection.Filter.Limit)
            {
                break;
            }

            after = page[^1].Sequence;
        }

        return found;
    }

    private static bool IsVisible(DeliveryRecord record, string? tenant) => tenant is null || DeliveryKey.IsOfTenant(record.Key, tenant);

    private static bool IsReplay(DeliveryRecord record) => record.Event is { } json && json.AsSpan().IndexOf("\"ReplayOf\""u8) >= 0 && RepeatDelivery.FactsOf(record).ReplayOf is not null;
}
