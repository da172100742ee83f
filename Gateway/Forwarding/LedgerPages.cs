using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>The pending rows of one entity, found by reading those of all.</summary>
internal static class LedgerPages
{
    public static async Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(
        this DeliveryLedger ledger, string entity, int limit, long after, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryRecord>();
        IReadOnlyList<DeliveryRecord> page;
        do
        {
            page = await ledger.PendingAsync(DeliveryFilter.MaximumLimit, after, cancellationToken);
            found.AddRange(page.Where(row => row.Entity == entity).Take(limit - found.Count));
            after = page is [.., var last] ? last.Sequence : after;
        }
        while (found.Count < limit && page.Count == DeliveryFilter.MaximumLimit);

        return found;
    }
}
