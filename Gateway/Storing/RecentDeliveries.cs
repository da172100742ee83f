using System.Diagnostics.CodeAnalysis;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// The delivery ids of the last moments. Every delivery that the ledger does not know yet is in here, so "not here and not in the ledger"
/// means new; of those that it knows, the newest stay to save a look-up.
/// </summary>
internal sealed class RecentDeliveries(int keptWhenIndexed)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, RecentDelivery> byId = new(StringComparer.Ordinal);
    private readonly Queue<RecentDelivery> indexed = new();

    /// <summary>How many wait for the ledger.</summary>
    public int Unindexed
    {
        get
        {
            lock (gate)
            {
                return byId.Count - indexed.Count;
            }
        }
    }

    /// <summary>Exactly one of any number of concurrent callers gets true for an id: it stores, the others wait for it.</summary>
    public bool TryClaim(AcceptedDelivery facts, out RecentDelivery delivery)
    {
        lock (gate)
        {
            if (byId.TryGetValue(facts.DeliveryId, out var first))
            {
                delivery = first;
                return false;
            }

            delivery = new RecentDelivery(facts);
            byId.Add(facts.DeliveryId, delivery);
            return true;
        }
    }

    public bool TryFind(string deliveryId, [NotNullWhen(true)] out RecentDelivery? delivery)
    {
        lock (gate)
        {
            return byId.TryGetValue(deliveryId, out delivery);
        }
    }

    /// <summary>It was not stored, or is in the ledger from long ago: the next one asks the ledger again.</summary>
    public void Forget(RecentDelivery delivery)
    {
        lock (gate)
        {
            if (!delivery.IsIndexed)
            {
                byId.Remove(delivery.DeliveryId);
            }
        }
    }

    /// <summary>The ledger has these now.</summary>
    public void MarkIndexed(IReadOnlyList<JournalEntry> entries)
    {
        lock (gate)
        {
            foreach (var entry in entries)
            {
                if (entry is DeliveryEntry { Facts.DeliveryId: var id } && byId.TryGetValue(id, out var delivery) && !delivery.IsIndexed)
                {
                    delivery.IsIndexed = true;
                    indexed.Enqueue(delivery);
                }
            }

            while (indexed.Count > keptWhenIndexed)
            {
                byId.Remove(indexed.Dequeue().DeliveryId);
            }
        }
    }
}
