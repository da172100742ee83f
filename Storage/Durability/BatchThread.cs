namespace Webhooks.Storage.Durability;

/// <summary>
/// Gathers what concurrent callers add and hands it in order, in batches, to one thread of its own: while it waits for the disk, the
/// next batch grows. Not a thread of the pool, because a blocked one would be missing there, and a small machine has only one or two.
/// </summary>
internal sealed class BatchThread<T> : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly Queue<T> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<T, long> _weigh;
    private readonly Action<IReadOnlyList<T>> _handle;
    private readonly int _maximumItems;
    private readonly long _maximumWeight;
    private bool _closing;

    /// <param name="name">Of the thread.</param>
    /// <param name="maximumItems">Most items of one batch.</param>
    /// <param name="maximumWeight">Most weight of one batch; a heavier item goes alone.</param>
    /// <param name="weigh">Weight of an item.</param>
    /// <param name="handle">Handles a batch; must not throw.</param>
    public BatchThread(string name, int maximumItems, long maximumWeight, Func<T, long> weigh, Action<IReadOnlyList<T>> handle)
    {
        (_maximumItems, _maximumWeight, _weigh, _handle) = (maximumItems, maximumWeight, weigh, handle);
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <returns>False when closing; the item is not taken.</returns>
    public bool TryAdd(T item)
    {
        lock (_gate)
        {
            if (_closing)
            {
                return false;
            }

            _waiting.Enqueue(item);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Takes no more, handles what waits, ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            var batch = new List<T>();
            while (Take(batch))
            {
                _handle(batch);
                batch.Clear();
            }

            _ended.SetResult();
        }
        catch (Exception e)
        {
            // A handler that throws is a bug; whoever closes learns of it instead of waiting for ever.
            _ended.SetException(e);
            throw;
        }
    }

    private bool Take(List<T> batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closing)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            for (var weight = 0L; batch.Count < _maximumItems && _waiting.TryPeek(out var next); batch.Add(_waiting.Dequeue()))
            {
                weight += _weigh(next);
                if (batch.Count > 0 && weight > _maximumWeight)
                {
                    break;
                }
            }

            return true;
        }
    }
}
