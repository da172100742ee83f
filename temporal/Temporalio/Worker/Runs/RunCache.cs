namespace Temporalio.Worker.Runs;

/// <summary>
/// The runs in memory, at most so many, the longest unused thrown out first. A run is lent to one task at a time; with
/// capacity 0 it is forgotten when the task gives it back.
/// </summary>
internal sealed class RunCache(int capacity)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> idle = new();
    private readonly LinkedList<Waiter> waitingForRoom = new();

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Waits for the run and for room. Null when a newer task of the run came before this one's turn.</summary>
    /// <param name="runId">Which run.</param>
    /// <param name="replaceable">A newer replaceable task of the run makes this one void; queries are not replaceable.</param>
    public async Task<Lease?> BorrowAsync(string runId, bool replaceable)
    {
        var waiter = new Waiter(runId, replaceable);
        lock (gate)
        {
            Place(waiter);
        }

        return await waiter.Turn.Task;
    }

    private void Place(Waiter waiter)
    {
        if (entries.TryGetValue(waiter.RunId, out var entry))
        {
            if (entry.Node is { } node)
            {
                idle.Remove(node);
                entry.Node = null;
                Give(entry, waiter);
                return;
            }

            Supersede(entry.Waiters, waiter);
            entry.Waiters.AddLast(waiter);
            return;
        }

        if (capacity > 0 && entries.Count >= capacity && !EvictOldest())
        {
            Supersede(waitingForRoom, waiter);
            waitingForRoom.AddLast(waiter);
            return;
        }

        var added = new Entry(waiter.RunId);
        entries.Add(waiter.RunId, added);
        Give(added, waiter);
    }

    private static void Supersede(LinkedList<Waiter> waiters, Waiter newer)
    {
        for (var node = waiters.First; newer.Replaceable && node is not null;)
        {
            var next = node.Next;
            if (node.Value.Replaceable && node.Value.RunId == newer.RunId)
            {
                waiters.Remove(node);
                node.Value.Turn.SetResult(null);
            }

            node = next;
        }
    }

    private bool EvictOldest()
    {
        if (idle.First is not { } oldest)
        {
            return false;
        }

        idle.RemoveFirst();
        entries.Remove(oldest.Value.RunId);
        return true;
    }

    private void Give(Entry entry, Waiter waiter) => waiter.Turn.SetResult(new Lease(this, entry));

    private void Return(Entry entry)
    {
        lock (gate)
        {
            if (entry.Waiters.First is { } next)
            {
                entry.Waiters.RemoveFirst();
                Give(entry, next.Value);
                return;
            }

            if (capacity == 0 || entry.Run is null)
            {
                entries.Remove(entry.RunId);
            }
            else
            {
                entry.Node = idle.AddLast(entry);
            }

            while (waitingForRoom.First is { } first && (entries.Count < capacity || idle.Count > 0))
            {
                waitingForRoom.RemoveFirst();
                Place(first.Value);
            }
        }
    }

    /// <summary>One run, for as long as one task is worked on. Set Run to null and it is forgotten.</summary>
    internal sealed class Lease(RunCache cache, Entry entry) : IDisposable
    {
        private bool returned;

        public WorkflowRun? Run
        {
            get => entry.Run;
            set => entry.Run = value;
        }

        public void Dispose()
        {
            if (!returned)
            {
                returned = true;
                cache.Return(entry);
            }
        }
    }

    internal sealed class Entry(string runId)
    {
        public string RunId { get; } = runId;

        public WorkflowRun? Run { get; set; }

        /// <summary>Set while no task has the run.</summary>
        public LinkedListNode<Entry>? Node { get; set; }

        public LinkedList<Waiter> Waiters { get; } = new();
    }

    internal sealed record Waiter(string RunId, bool Replaceable)
    {
        public TaskCompletionSource<Lease?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
