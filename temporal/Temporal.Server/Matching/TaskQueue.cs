namespace Temporal.Server.Matching;

/// <summary>
/// Tasks waiting for pollers and pollers waiting for tasks, each first come, first served; never both at once. A poller leaves
/// the line under the same lock under which it would be handed a task, so a task goes to somebody who still waits, or stays.
/// </summary>
internal sealed class TaskQueue(QueueKey key, TimeProvider time)
{
    private const int MostRememberedPollers = 1000;

    private static readonly TimeSpan PollersAreRememberedFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<OfferedTask> _queries = new();
    private readonly LinkedList<OfferedTask> _tasks = new();
    private readonly Dictionary<object, LinkedListNode<OfferedTask>> _byIdentity = [];
    private readonly LinkedList<WaitingPoll> _waiting = new();
    private readonly Dictionary<string, DateTimeOffset> _pollers = new(StringComparer.Ordinal);
    private DateTimeOffset _lastPoll = DateTimeOffset.MinValue;
    private DateTimeOffset _lastOffer = time.GetUtcNow();
    private bool _closed;

    public QueueKey Key => key;

    /// <summary>Hands the task to a waiting poller, or keeps it. False when the queue is closed: the task belongs elsewhere.</summary>
    public bool TryOffer(OfferedTask task, bool atFront = false)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _lastOffer = time.GetUtcNow();
            while (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                RememberPoller(first.Value.Poller);
                if (first.Value.TryHandOver(task))
                {
                    return true;
                }
            }

            Keep(task, atFront);
            return true;
        }
    }

    /// <summary>Hands over a task, or puts the poll in line. False when the queue is closed.</summary>
    public bool TryPoll(WaitingPoll poll)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            RememberPoller(poll.Poller);
            var source = _queries.First is not null ? _queries : _tasks;
            if (source.First is not { } node)
            {
                poll.Place = _waiting.AddLast(poll);
            }
            else if (poll.TryHandOver(node.Value))
            {
                source.Remove(node);
                _byIdentity.Remove(node.Value.Identity);
            }

            return true;
        }
    }

    /// <summary>Takes a poll out of the line; without effect when it has been handed a task already.</summary>
    public void CallOff(WaitingPoll poll)
    {
        lock (_lock)
        {
            if (poll.Place is { List: not null } place)
            {
                _waiting.Remove(place);
                RememberPoller(poll.Poller);
            }

            poll.CallOff();
        }
    }

    /// <summary>Takes all polls of one worker out of the line.</summary>
    public void CallOff(string workerInstanceKey)
    {
        lock (_lock)
        {
            for (var node = _waiting.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Poller.WorkerInstanceKey == workerInstanceKey)
                {
                    _waiting.Remove(node);
                    node.Value.CallOff();
                }

                node = next;
            }
        }
    }

    /// <summary>Takes a task back that no poller has got yet.</summary>
    public bool TryWithdraw(OfferedTask task)
    {
        lock (_lock)
        {
            if (!_byIdentity.Remove(task.Identity, out var node))
            {
                return false;
            }

            node.List!.Remove(node); // A node in the index is in a list.
            return true;
        }
    }

    /// <summary>Ends the queue. What waited in it is returned; its polls are called off.</summary>
    public IReadOnlyList<OfferedTask> Close()
    {
        lock (_lock)
        {
            _closed = true;
            IReadOnlyList<OfferedTask> left = [.. _queries, .. _tasks];
            _queries.Clear();
            _tasks.Clear();
            _byIdentity.Clear();
            foreach (var poll in _waiting)
            {
                poll.CallOff();
            }

            _waiting.Clear();
            return left;
        }
    }

    /// <summary>Somebody polls now, or did so within <paramref name="span"/>.</summary>
    public bool IsPolled(TimeSpan span)
    {
        lock (_lock)
        {
            return !_closed && (_waiting.First is not null || time.GetUtcNow() - _lastPoll <= span);
        }
    }

    public bool IsIdle(TimeSpan span)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _waiting.First is null && _byIdentity.Count == 0 && now - _lastOffer > span && now - _lastPoll > span;
        }
    }

    public TaskQueueReport Report()
    {
        lock (_lock)
        {
            foreach (var poll in _waiting)
            {
                RememberPoller(poll.Poller);
            }

            var since = time.GetUtcNow() - PollersAreRememberedFor;
            return new TaskQueueReport([.. _pollers.Where(pair => pair.Value >= since).Select(pair => (pair.Key, pair.Value))], _tasks.Count);
        }
    }

    private void Keep(OfferedTask task, bool atFront)
    {
        if (_byIdentity.TryGetValue(task.Identity, out var known))
        {
            known.Value = task;
            return;
        }

        var list = task is QueryTask ? _queries : _tasks;
        _byIdentity.Add(task.Identity, atFront ? list.AddFirst(task) : list.AddLast(task));
    }

    private void RememberPoller(Poller poller)
    {
        var now = time.GetUtcNow();
        _lastPoll = now;
        if (_pollers.Count >= MostRememberedPollers && !_pollers.ContainsKey(poller.Identity))
        {
            _pollers.Clear();
        }

        _pollers[poller.Identity] = now;
    }
}
