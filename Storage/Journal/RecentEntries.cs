namespace Webhooks.Storage.Journal;

/// <summary>The newest durable entries in memory, so that whoever follows closely needs no disk; who falls behind reads the files.</summary>
internal sealed class RecentEntries(JournalPosition end)
{
    private const int MaximumEntries = 8192;
    private const int MaximumEventBytes = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<DeliveryEntry> _entries = new();
    private JournalPosition _end = end;
    private JournalPosition _start = end;
    private long _eventBytes;
    private TaskCompletionSource? _moved;

    /// <summary>Behind the newest durable record.</summary>
    public JournalPosition End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    public void Add(ReadOnlySpan<DeliveryEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _entries.Enqueue(entry);
                _eventBytes += entry.Facts.Event?.Length ?? 0;
                _end = entry.Next;
            }

            while (_entries.Count > MaximumEntries || _eventBytes > MaximumEventBytes)
            {
                Drop();
            }

            _moved?.SetResult();
            _moved = null;
        }
    }

    /// <summary>Entries behind a position, and forgets those before it; null when it no longer has all of them.</summary>
    public IReadOnlyList<JournalEntry>? TryTake(JournalPosition position, int maximum)
    {
        lock (_gate)
        {
            if (position < _start)
            {
                return null;
            }

            while (_entries.TryPeek(out var first) && first.Position < position)
            {
                Drop();
            }

            return [.. _entries.Take(maximum)];
        }
    }

    /// <summary>Ends when something behind the position is durable.</summary>
    public Task WaitBeyondAsync(JournalPosition position)
    {
        lock (_gate)
        {
            return _end > position ? Task.CompletedTask : (_moved ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Drop()
    {
        var dropped = _entries.Dequeue();
        _eventBytes -= dropped.Facts.Event?.Length ?? 0;
        _start = dropped.Next;
    }
}
