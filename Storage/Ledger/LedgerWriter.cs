using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SystemSqlite;
using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Ledger;

/// <summary>
/// The one writer of this process: changes of many callers become one transaction. Other processes have their own; BEGIN IMMEDIATE
/// waits for them. Outcomes are committed with synchronous=FULL. The rest may be NORMAL, whose last commits a power cut can undo: they
/// are an index over the journal, undone together with the position up to which it was indexed, and so indexed again; a lost mark
/// of a signal only makes it be sent again, under the same request id.
/// </summary>
internal sealed partial class LedgerWriter : IAsyncDisposable
{
    private const int MaximumBatch = 512;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SqliteConnection _connection;
    private readonly LedgerTables _tables;
    private readonly BatchThread<LedgerWrite> _thread;
    private bool _isFull = true;

    public LedgerWriter(SqliteConnection connection, int rejectionsKept, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        _connection = connection;
        _tables = new(connection, rejectionsKept);
        _thread = new("ledger writer", MaximumBatch, MaximumBatch, _ => 1, Commit);
    }

    public int Waiting => _thread.Waiting;

    /// <summary>Ends when the change is committed. Cancelling ends the wait, not the change.</summary>
    /// <exception cref="LedgerUnavailableException">Not written.</exception>
    public Task RunAsync(bool isDurable, Action<LedgerTables> change, CancellationToken cancellationToken)
    {
        var write = new LedgerWrite(isDurable, change);
        return _thread.TryAdd(write)
            ? write.Task.WaitAsync(cancellationToken)
            : Task.FromException(new LedgerUnavailableException("The ledger is closing."));
    }

    public async ValueTask DisposeAsync()
    {
        await _thread.DisposeAsync();
        _tables.Dispose();
        await _connection.DisposeAsync();
    }

    private void Commit(IReadOnlyList<LedgerWrite> batch)
    {
        var failure = TryTransaction(batch);
        if (failure is null or LedgerUnavailableException || batch.Count == 1)
        {
            foreach (var write in batch)
            {
                write.Complete(failure);
            }

            return;
        }

        // One of them is wrong: only that one is to learn of it.
        foreach (var write in batch)
        {
            write.Complete(TryTransaction([write]));
        }
    }

    private Exception? TryTransaction(IReadOnlyList<LedgerWrite> batch)
    {
        var began = _time.GetTimestamp();
        try
        {
            SetDurability(batch.Any(write => write.IsDurable));
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Change(_tables);
            }

            _connection.Execute("COMMIT");
            if (_time.GetElapsedTime(began) is var took && took > Slow)
            {
                Log.SlowCommit(_logger, took.TotalSeconds, batch.Count);
            }

            return null;
        }
        catch (Exception e)
        {
            RollBack();
            return e is SqliteException ? new LedgerUnavailableException("The ledger cannot be written.", e) : e;
        }
    }

    private void SetDurability(bool isFull)
    {
        if (isFull != _isFull)
        {
            _connection.Execute(isFull ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _isFull = isFull;
        }
    }

    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            try
            {
                _connection.Execute("ROLLBACK");
            }
            catch (SqliteException)
            {
                // A failing disk may have ended the transaction already; the callers get the first error.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A ledger transaction of {Count} changes took {Seconds:F1} s: a slow disk, or another process holds the database.")]
        public static partial void SlowCommit(ILogger logger, double seconds, int count);
    }

    private sealed class LedgerWrite(bool isDurable, Action<LedgerTables> change)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public bool IsDurable => isDurable;

        public Action<LedgerTables> Change => change;

        public void Complete(Exception? failure)
        {
            if (failure is null)
            {
                SetResult();
            }
            else
            {
                SetException(failure);
            }
        }
    }
}
