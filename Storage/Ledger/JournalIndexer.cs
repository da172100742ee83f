using Microsoft.Extensions.Logging;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>Keeps the ledger some milliseconds behind the journal, in batches; at start it replays what the ledger has not seen.</summary>
public sealed partial class JournalIndexer(
    DeliveryJournal journal, DeliveryLedger ledger, UnindexedEntries unindexed, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<(JournalPosition Position, TaskCompletionSource Reached)> _waiting = [];
    private JournalPosition _indexed;
    private Exception? _ended;

    /// <summary>Everything before it is in the ledger.</summary>
    public JournalPosition Indexed
    {
        get
        {
            lock (_gate)
            {
                return _indexed;
            }
        }
    }

    /// <summary>Runs until cancelled; a ledger that cannot be written is tried again.</summary>
    /// <param name="indexed">Called after each batch that is in the ledger; must not block. Null when nobody cares.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">The ledger knows segments that the journal does not have.</exception>
    public async Task RunAsync(Action<IReadOnlyList<JournalEntry>>? indexed, CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(indexed, cancellationToken);
        }
        catch (Exception e)
        {
            // Whoever waits would wait for ever.
            End(e);
            throw;
        }
    }

    /// <summary>Ends when everything before <paramref name="position"/> is in the ledger, or as indexing ended if it did.</summary>
    public Task WaitForAsync(JournalPosition position, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_indexed >= position)
            {
                return Task.CompletedTask;
            }

            if (_ended is not null)
            {
                return Task.FromException(_ended);
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((position, reached));
            unindexed.Hurry(position);
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private async Task FollowAsync(Action<IReadOnlyList<JournalEntry>>? indexed, CancellationToken cancellationToken)
    {
        var position = await ledger.PositionAsync(cancellationToken);
        if (position.Segment > journal.End.Segment)
        {
            // New segments would get numbers that the ledger takes for indexed: their deliveries would never be looked at.
            throw new InvalidOperationException(
                $"The ledger is ahead of the delivery journal ({position} against {journal.End}): journal segments were removed or an older copy "
                + "was restored. Restore both from the same backup, or remove the ledger to have it built again from the journal.");
        }

        unindexed.Start(await ledger.LastSequenceAsync(cancellationToken));
        Advance(position);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] both = [ReadAsync(position, either.Token), WriteAsync(indexed, either.Token)];
        await Task.WhenAny(both);
        await either.CancelAsync();
        await Task.WhenAll(both);
    }

    private async Task ReadAsync(JournalPosition position, CancellationToken cancellationToken)
    {
        await foreach (var batch in journal.FollowAsync(position, cancellationToken))
        {
            await unindexed.AddAsync(batch.Entries, cancellationToken);
            if (batch.Entries.Count == 0)
            {
                // A stretch without entries is indexed as soon as what is before it is.
                await WaitForAsync(position, cancellationToken);
                Advance(batch.Next);
            }

            position = batch.Next;
        }
    }

    private async Task WriteAsync(Action<IReadOnlyList<JournalEntry>>? indexed, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var entries = await unindexed.TakeAsync(cancellationToken);
            await IndexAsync(entries, cancellationToken);
            foreach (var damage in entries.Select(added => added.Entry).OfType<DamagedRecord>())
            {
                Log.Damaged(logger, damage.Position.Segment, damage.Position.Offset, damage.Length, damage.Reason);
            }

            unindexed.Indexed();
            Advance(entries[^1].Entry.Next);
            indexed?.Invoke([.. entries.Select(added => added.Entry)]);
        }
    }

    private async Task IndexAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancellationToken)
    {
        var isBehind = false;
        while (!await TryIndexAsync(entries, isBehind, cancellationToken))
        {
            isBehind = true;
            await Task.Delay(RetryAfter, time, cancellationToken);
        }
    }

    private async Task<bool> TryIndexAsync(IReadOnlyList<NewEntry> entries, bool isBehind, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.IndexAsync(entries, cancellationToken);
            return true;
        }
        catch (LedgerUnavailableException e)
        {
            if (!isBehind)
            {
                Log.Behind(logger, e);
            }

            return false;
        }
    }

    private void Advance(JournalPosition position)
    {
        lock (_gate)
        {
            _indexed = position;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Position <= position))
            {
                reached.SetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Position <= position);
        }
    }

    private void End(Exception reason)
    {
        lock (_gate)
        {
            _ended = reason;
            foreach (var (_, reached) in _waiting)
            {
                reached.SetException(reason);
            }

            _waiting.Clear();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Journal segment {Segment} at {Offset}, {Length} bytes: {Reason} The deliveries in it are lost unless a backup has them.")]
        public static partial void Damaged(ILogger logger, long segment, long offset, long length, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The ledger cannot be written and falls behind the journal; trying again every second. Deliveries are still accepted.")]
        public static partial void Behind(ILogger logger, Exception exception);
    }
}
