using System.Collections.Frozen;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Workflows.Entities;

/// <summary>
/// The deliveries that an entity has taken and not begun to handle, in order of arrival. One that waits for its predecessor is passed over
/// by those behind it, for as long as it has patience.
/// </summary>
internal sealed class EntityInbox(IEnumerable<DeliveryEvent> carried, IReadOnlyDictionary<string, DateTimeOffset>? held)
{
    /// <summary>When more than these wait for a predecessor, the one that came first need not any longer.</summary>
    public const int MaximumHeld = 500;

    private readonly LinkedList<DeliveryEvent> waiting = new(carried);
    private readonly Dictionary<string, DateTimeOffset> heldSince = new(held ?? FrozenDictionary<string, DateTimeOffset>.Empty, StringComparer.Ordinal);

    public IReadOnlyCollection<DeliveryEvent> Waiting => waiting;

    /// <summary>For the next run; null when none is held.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? Held => heldSince.Count > 0 ? heldSince : null;

    public int HeldCount => heldSince.Count;

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
                pause = null;
                return Given(node);
            }

            if (heldSince.Count > MaximumHeld)
            {
                pause = null;
                return Given(FirstHeld());
            }

            pause = pause < left ? pause : left;
        }

        return null;
    }

    private DeliveryEvent Given(LinkedListNode<DeliveryEvent> node)
    {
        waiting.Remove(node);
        heldSince.Remove(node.Value.DeliveryId);
        return node.Value;
    }

    private LinkedListNode<DeliveryEvent> FirstHeld()
    {
        var node = waiting.First;
        while (node is not null && !heldSince.ContainsKey(node.Value.DeliveryId))
        {
            node = node.Next;
        }

        return node ?? throw new InvalidOperationException("What is held is not waiting.");
    }

    private TimeSpan? LeftOf(DeliveryEvent delivery, TimeSpan patience, DateTimeOffset now)
    {
        heldSince.TryAdd(delivery.DeliveryId, now);
        var left = heldSince[delivery.DeliveryId] + patience - now;
        return left > TimeSpan.Zero ? left : null;
    }
}
