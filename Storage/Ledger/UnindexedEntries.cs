using System.Diagnostics.CodeAnalysis;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>
/// What the journal has and the ledger has not: it gets its place in the order here, can be read and marked at once, and is written some
/// milliseconds later, with its mark. That saves finding, reading and changing a row for almost every delivery.
/// </summary>
public sealed class UnindexedEntries(TimeProvider time)
{
    /// <summary>As many as this do not wait for more.</summary>
    private const int WorthATransaction = 512;

    private const int MostOfATransaction = 1024;

    /// <summary>Who follows the journal waits when there are more.</summary>
    private const int Most = 8192;

    /// <summary>A transaction for each flush of the journal would cost more than the rows.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    /// <summary>What is not signalled until then is written without a mark.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<Item> _items = [];
    private readonly Dictionary<string, Item> _markable = new(StringComparer.Ordinal);
    private long _indexedUpTo;
    private bool _isStarted;
    private int _taken;
    private JournalPosition _hurried;
    private TaskCompletionSource? _moved;

    /// <summary>Entries were added. Raised on any thread; must not block.</summary>
    public event EventHandler? Added;

    /// <summary>Everything up to this sequence is in the ledger.</summary>
    public long IndexedUpTo
    {
        get
        {
            lock (_gate)
            {
                return _indexedUpTo;
            }
        }
    }

    /// <summary>The highest sequence that was given.</summary>
    public long LastSequence
    {
        get
        {
            lock (_gate)
            {
                return _indexedUpTo + _items.Count;
            }
        }
    }

    /// <param name="lastSequence">The highest in the ledger.</param>
    internal void Start(long lastSequence)
    {
        lock (_gate)
        {
            _indexedUpTo = lastSequence;
            _isStarted = true;
        }
    }

    /// <summary>Adds what is durable, in journal order; ends when there is room for more.</summary>
    internal async Task AddAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var before = _items.Count;
            foreach (var entry in entries)
            {
                var item = new Item(entry, _indexedUpTo + _items.Count + 1, time.GetTimestamp());
                _items.Add(item);
                if (item.IsForwarded)
                {
                    _markable.TryAdd(item.Id, item);
                }
            }

            if (before == 0 || (before < WorthATransaction && _items.Count >= WorthATransaction))
            {
                Move();
            }
        }

        Added?.Invoke(this, EventArgs.Empty);
        while (MustWait(() => _items.Count > Most, out var moved))
        {
            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What is pending behind a sequence; null when it has to be read from the ledger.</summary>
    internal PendingPage? TryRead(long after, int limit)
    {
        lock (_gate)
        {
            if (!_isStarted || after < _indexedUpTo)
            {
                return null;
            }

            List<DeliveryRecord> rows = [];
            var next = (int)(after - _indexedUpTo);
            for (; next < _items.Count && rows.Count < limit; next++)
            {
                if (_items[next].IsPending)
                {
                    rows.Add(_items[next].ToRecord());
                }
            }

            return new(rows, _indexedUpTo + Math.Max(next, after - _indexedUpTo), next < _items.Count);
        }
    }

    /// <summary>What is pending of one entity behind a sequence.</summary>
    internal List<DeliveryRecord> PendingOf(string entity, long after)
    {
        lock (_gate)
        {
            return [.. _items.Where(item => item.Sequence > after && item.IsPending && item.Facts?.Entity == entity).Select(item => item.ToRecord())];
        }
    }

    /// <returns>False when it is in the ledger, or will be in a moment.</returns>
    internal bool TryMark(SignalledDelivery delivery)
    {
        lock (_gate)
        {
            if (!_markable.Remove(delivery.DeliveryId, out var item))
            {
                return false;
            }

            item.Mark = delivery;
            return true;
        }
    }

    /// <summary>Somebody waits until everything before this is in the ledger.</summary>
    internal void Hurry(JournalPosition position)
    {
        lock (_gate)
        {
            _hurried = position > _hurried ? position : _hurried;
            Move();
        }
    }

    /// <summary>The next to be written, when it is time to; what is taken is to be given back by <see cref="Indexed"/>.</summary>
    internal async Task<IReadOnlyList<NewEntry>> TakeAsync(CancellationToken cancellationToken)
    {
        var worth = WorthATransaction;
        while (true)
        {
            while (MustWait(() => _items.Count == 0, out var first))
            {
                await first.WaitAsync(cancellationToken);
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var gathering = Task.Delay(Gathering, time, enough.Token);
            while (!gathering.IsCompleted && MustWait(() => _items.Count < worth && !IsHurried(_items[0]), out var moved))
            {
                await Task.WhenAny(gathering, moved);
            }

            await enough.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(out var entries))
            {
                return entries;
            }

            // The first of them still waits for its signal: however many there are, they wait with it.
            worth = int.MaxValue;
        }
    }

    /// <summary>What was taken is in the ledger.</summary>
    internal void Indexed()
    {
        lock (_gate)
        {
            _items.RemoveRange(0, _taken);
            _indexedUpTo += _taken;
            _taken = 0;
            Move();
        }
    }

    private bool TryTake([NotNullWhen(true)] out IReadOnlyList<NewEntry>? entries)
    {
        lock (_gate)
        {
            var ripe = _items.Take(MostOfATransaction).TakeWhile(IsRipe).ToList();
            foreach (var item in ripe.Where(item => item.Facts is not null))
            {
                _markable.Remove(item.Id);
            }

            _taken = ripe.Count;
            entries = ripe.ConvertAll(item => new NewEntry(item.Entry, item.Sequence, item.Mark));
            return ripe.Count > 0;
        }
    }

    private bool IsRipe(Item item) => !item.IsPending || IsHurried(item) || time.GetElapsedTime(item.AddedAt) >= LongestWait;

    private bool IsHurried(Item item) => item.Entry.Position < _hurried;

    /// <param name="condition">Looked at under the lock.</param>
    /// <param name="moved">When the condition is true: ends when it may be no more.</param>
    private bool MustWait(Func<bool> condition, [NotNullWhen(true)] out Task? moved)
    {
        lock (_gate)
        {
            moved = condition() ? (_moved ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task : null;
            return moved is not null;
        }
    }

    private void Move()
    {
        _moved?.SetResult();
        _moved = null;
    }

    private sealed class Item(JournalEntry entry, long sequence, long addedAt)
    {
        public JournalEntry Entry => entry;

        public long Sequence => sequence;

        public long AddedAt => addedAt;

        public SignalledDelivery? Mark { get; set; }

        public AcceptedDelivery? Facts => (entry as DeliveryEntry)?.Facts;

        public string Id => Facts?.DeliveryId ?? "";

        public bool IsForwarded => Facts is { WorkflowType: not null, SettledAs: null };

        public bool IsPending => IsForwarded && Mark is null;

        public DeliveryRecord ToRecord()
        {
            var delivery = (DeliveryEntry)entry;
            var facts = delivery.Facts;
            return new()
            {
                Sequence = sequence,
                DeliveryId = facts.DeliveryId,
                Key = facts.Key,
                Source = facts.Source,
                Provider = facts.Provider,
                EventName = facts.EventName,
                Entity = facts.Entity,
                WorkflowType = facts.WorkflowType,
                State = DeliveryState.Accepted,
                ReceivedAt = facts.ReceivedAt,
                RemoteAddress = facts.RemoteAddress,
                Payload = delivery.Payload,
                DuplicateCount = 0,
                HasConflict = false,
                Event = facts.Event,
            };
        }
    }
}
