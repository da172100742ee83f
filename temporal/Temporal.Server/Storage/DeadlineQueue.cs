namespace Temporal.Server.Storage;

/// <summary>The next deadline of every run and schedule, earliest first; those with the same deadline in the order in which they got it.</summary>
internal sealed class DeadlineQueue
{
    private readonly PriorityQueue<DueKey, (long Due, long Order)> _queue = new();
    private readonly Dictionary<DueKey, (long Due, long Order)> _valid = [];
    private long _order;

    public int Count => _valid.Count;

    public void Set(DueKey key, DateTimeOffset? due)
    {
        if (due is not { } at)
        {
            _valid.Remove(key);
            return;
        }

        if (_valid.TryGetValue(key, out var known) && known.Due == at.UtcTicks)
        {
            return;
        }

        var priority = (at.UtcTicks, ++_order);
        _valid[key] = priority;
        _queue.Enqueue(key, priority);
        if (_queue.Count > (4 * _valid.Count) + 1024)
        {
            DropSuperseded();
        }
    }

    public DateTimeOffset? Next => SkipSuperseded() && _queue.TryPeek(out _, out var first) ? new DateTimeOffset(first.Due, TimeSpan.Zero) : null;

    public bool TryTakeDue(DateTimeOffset now, out DueKey key)
    {
        if (!SkipSuperseded() || !_queue.TryPeek(out key, out var first) || first.Due > now.UtcTicks)
        {
            key = default;
            return false;
        }

        _queue.Dequeue();
        _valid.Remove(key);
        return true;
    }

    private bool SkipSuperseded()
    {
        while (_queue.TryPeek(out var key, out var priority))
        {
            if (_valid.TryGetValue(key, out var valid) && valid == priority)
            {
                return true;
            }

            _queue.Dequeue();
        }

        return false;
    }

    private void DropSuperseded()
    {
        _queue.Clear();
        _queue.EnqueueRange(_valid.Select(pair => (pair.Key, pair.Value)));
    }
}
