using System.Collections.Frozen;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// The deliveries that an entity has taken and not begun to handle, in order of arrival. One that waits for its predecessor is passed over
/// by those behind it, for as long as it has patience.
/// </summary>
internal sealed class EntityInbox(IEnumerable<DeliveryEvent> carried, IReadOnlyDictionary<string, DateTimeOffset>? held)
{
    private readonly LinkedList<DeliveryEvent> waiting = new(carried);
    private readonly Dictionary<string, DateTimeOffset> heldSince = new(held ?? FrozenDictionary<string, DateTimeOffset>.Empty, StringComparer.Ordinal);

    public IReadOnlyCollection<DeliveryEvent> Waiting => waiting;

    /// <summary>For the next run; null when none is held.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Held => heldSince.Count > 0 ? heldSince : null;

    /// <summary>Grows with each delivery that comes in.</summary>
    public int Arrivals { get; private set; }

    public void Add(DeliveryEvent delivery)
    {
        waiting.AddLast(delivery);
        Arrivals++;
    }

    /// <summary>Takes the first delivery that need not wait.</summary>
    /// <param name="patienceOf">How long a delivery waits for its predecessor; null when it need not.</param>
    /// <param name="now">The workflow's time.</param>
    /// <param name="pause">When there is none to take: until the first of them has waited long enough; null when there is none at all.</param>
    public DeliveryEvent? Take(Func<DeliveryEvent, TimeSpan?> patienceOf, DateTimeOffset now, out TimeSpan? pause)
    {
        pause = null;
        for (var node = waiting.First; node is not null; node = node.Next)
        {
            if (patienceOf(node.Value) is not { } patience || LeftOf(node.Value, patience, now) is not { } left)
            {
                waiting.Remove(node);
                heldSince.Remove(node.Value.DeliveryId);
                pause = null;
                return node.Value;
            }

            pause = pause < left ? pause : left;
        }

        return null;
    }

    private TimeSpan? LeftOf(DeliveryEvent delivery, TimeSpan patience, DateTimeOffset now)
    {
        heldSince.TryAdd(delivery.DeliveryId, now);
        var left = heldSince[delivery.DeliveryId] + patience - now;
        return left > TimeSpan.Zero ? left : null;
    }
}
