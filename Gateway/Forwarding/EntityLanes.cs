using System.Diagnostics.CodeAnalysis;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Forwarding;

/// <summary>
/// A bounded window on the pending rows of the ledger, sorted into one lane an entity. Order holds within a lane, lanes take turns, and a
/// lane that is stuck keeps nothing in memory but its name and its place. Not thread-safe: one loop owns it.
/// </summary>
internal sealed class EntityLanes(int maximumRows, int maximumRowsOfOne, int maximumLanes)
{
    private readonly Dictionary<string, EntityLane> lanes = new(StringComparer.Ordinal);
    private readonly Queue<EntityLane> ready = new();
    private readonly Queue<EntityLane> hungry = new();
    private readonly PriorityQueue<EntityLane, DateTimeOffset> parked = new();
    private readonly List<EntityLane> idle = [];

    /// <summary>The backlog has been read up to this sequence.</summary>
    public long Cursor { get; private set; }

    /// <summary>Rows in memory.</summary>
    public int Rows { get; private set; }

    public int Lanes => lanes.Count;

    public bool HasRoom => Rows < maximumRows && lanes.Count < maximumLanes;

    /// <summary>When the next parked lane is due.</summary>
    public DateTimeOffset? NextDue => parked.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes the page that follows <see cref="Cursor"/>.</summary>
    public void Add(PendingPage page)
    {
        foreach (var row in page.Rows)
        {
            Cursor = row.Sequence;
            if (row.Entity is { } entity)
            {
                Add(entity, row);
            }
        }

        Cursor = page.ReadUpTo;

        foreach (var lane in idle)
        {
            if (lane.State == LaneState.Idle && lane.Last <= Cursor)
            {
                lanes.Remove(lane.Entity);
            }
        }

        idle.RemoveAll(lane => lane.State != LaneState.Idle || lane.Last <= Cursor);
    }

    /// <summary>The next lane in turn; its first row is to be signalled.</summary>
    public bool TryTake([NotNullWhen(true)] out EntityLane? lane, [NotNullWhen(true)] out DeliveryRecord? row)
    {
        if (!ready.TryDequeue(out lane))
        {
            row = null;
            return false;
        }

        lane.State = LaneState.UnderWay;
        row = lane.Rows.Peek();
        return true;
    }

    /// <summary>The first row of the lane is done with.</summary>
    public void Succeeded(EntityLane lane)
    {
        lane.Rows.Dequeue();
        Rows--;
        lane.Failures = 0;
        Settle(lane);
    }

    /// <summary>The first row is to be tried again in its turn, through no fault of the entity.</summary>
    public void PutBack(EntityLane lane) => Settle(lane);

    /// <summary>The entity is stuck until <paramref name="due"/>; others get its room.</summary>
    public void Park(EntityLane lane, DateTimeOffset due)
    {
        lane.Failures++;
        lane.Last = lane.Rows.Peek().Sequence - 1;
        lane.HasMore = true;
        Rows -= lane.Rows.Count;
        lane.Rows.Clear();
        lane.State = LaneState.Parked;
        parked.Enqueue(lane, due);
    }

    public void Unpark(DateTimeOffset now)
    {
        while (parked.TryPeek(out _, out var due) && due <= now)
        {
            Settle(parked.Dequeue());
        }
    }

    /// <summary>The next lane whose rows are to be read from the ledger, behind <see cref="EntityLane.Last"/>.</summary>
    public bool TryTakeHungry([NotNullWhen(true)] out EntityLane? lane) => hungry.TryDequeue(out lane);

    /// <summary>What the ledger had for a hungry lane; fewer than <paramref name="asked"/> means that there are no more.</summary>
    public void Feed(EntityLane lane, IReadOnlyList<DeliveryRecord> rows, int asked)
    {
        foreach (var row in rows)
        {
            lane.Rows.Enqueue(row);
            lane.Last = row.Sequence;
            Rows++;
        }

        lane.HasMore = rows.Count == asked;
        Settle(lane);
    }

    private void Add(string entity, DeliveryRecord row)
    {
        if (!lanes.TryGetValue(entity, out var lane))
        {
            lane = new EntityLane(entity);
            lanes.Add(entity, lane);
        }

        if (row.Sequence <= lane.Last || lane.HasMore)
        {
            return;
        }

        if (lane.Rows.Count >= maximumRowsOfOne)
        {
            lane.HasMore = true;
            return;
        }

        lane.Rows.Enqueue(row);
        lane.Last = row.Sequence;
        Rows++;
        if (lane.State == LaneState.Idle)
        {
            Settle(lane);
        }
    }

    private void Settle(EntityLane lane)
    {
        lane.State = lane.Rows.Count > 0 ? LaneState.Ready : lane.HasMore ? LaneState.Hungry : LaneState.Idle;
        switch (lane.State)
        {
            case LaneState.Ready:
                ready.Enqueue(lane);
                break;
            case LaneState.Hungry:
                hungry.Enqueue(lane);
                break;
            default:
                Leave(lane);
                break;
        }
    }

    /// <summary>A lane that was read ahead of the cursor stays until the cursor has passed, or its rows would be taken a second time.</summary>
    private void Leave(EntityLane lane)
    {
        if (lane.Last <= Cursor)
        {
            lanes.Remove(lane.Entity);
        }
        else
        {
            idle.Add(lane);
        }
    }
}
