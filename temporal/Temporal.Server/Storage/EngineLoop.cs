using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporal.Server.Skipping;

namespace Temporal.Server.Storage;

/// <summary>
/// The one writer. Changes run one after the other on the runs in memory; those that arrived while the previous commit was being
/// flushed are committed together; and only then are answers given, tasks dispatched and waiters woken. So whatever anybody
/// outside has seen is on disk.
/// </summary>
internal sealed partial class EngineLoop : IAsyncDisposable
{
    private const int QueueCapacity = 8192;

    /// <summary>A timer that came and went unseen (suspended machine, clock set forward) is late by no more than this.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryFiringAfter = TimeSpan.FromSeconds(1);

    private readonly EngineLoopOptions _options;
    private readonly RunStore _store;
    private readonly EngineClock _clock;
    private readonly ILogger _logger;
    private readonly LiveRuns _live;
    private readonly LiveSchedules _schedules;
    private readonly DeadlineQueue _deadlines = new();
    private readonly Channel<Change> _changes;
    private readonly ITimer _alarm;
    private Task _running = Task.CompletedTask;

    public EngineLoop(RunStore store, EngineClock clock, EngineLoopOptions options, ILogger logger)
    {
        (_store, _clock, _options, _logger) = (store, clock, options, logger);
        _live = new LiveRuns(store, options.ClosedRunsInMemory);
        _schedules = new LiveSchedules(store);
        _changes = Channel.CreateBounded<Change>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
        _alarm = clock.Time.CreateTimer(_ => Wake(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public NamespaceDirectory Namespaces { get; } = new();

    public RunWatch Watch { get; } = new();

    /// <summary>Takes the tasks that committed changes have scheduled; set before the start.</summary>
    public Action<Dispatch> Dispatcher { get; set; } = _ => { };

    /// <summary>Told of every run that a commit has changed or added; set before the start.</summary>
    public Action<Run> RunChanged { get; set; } = _ => { };

    public Action<RunKey> RunDeleted { get; set; } = _ => { };

    /// <summary>Set before the start when time may be skipped.</summary>
    public SkippedTime? Skipping { get; set; }

    /// <summary>Rebuilds from the store what is kept in memory, then begins to take changes.</summary>
    public void Start()
    {
        foreach (var item in _store.LoadNamespaces())
        {
            Namespaces.Put(item);
        }

        foreach (var (ns, name, type) in _store.LoadSearchAttributes())
        {
            Namespaces.PutAttribute(ns, name, type);
        }

        var open = _store.LoadOpen();
        foreach (var stored in open)
        {
            _live.Add(stored);
            _deadlines.Set(stored.Run.Key, Deadlines.Next(stored.Run));
        }

        foreach (var schedule in _store.LoadSchedules())
        {
            _schedules.Add(schedule);
            _deadlines.Set(schedule.Key, ScheduleStep.Next(schedule));
        }

        // One change a run: a run that cannot be recovered is logged and stays as it is, the others go on.
        foreach (var stored in open)
        {
            RunBatch([new Change<bool>(transaction => Redispatch(transaction, stored.Run.Key), CancellationToken.None)]);
        }

        Log.Recovered(_logger, open.Count);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Runs a change and answers once it is committed.</summary>
    /// <exception cref="GrpcException">The change refused, or could not be stored (Unavailable: nothing of it has happened).</exception>
    public async Task<T> ExecuteAsync<T>(Func<Transaction, T> change, CancellationToken ct = default)
    {
        var queued = new Change<T>(change, ct);
        try
        {
            await _changes.Writer.WriteAsync(queued, ct).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "the server is shutting down", inner: e);
        }

        return await queued.Answer.ConfigureAwait(false);
    }

    /// <summary>Commits what was queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        await _alarm.DisposeAsync().ConfigureAwait(false);
    }

    private static bool Redispatch(Transaction transaction, RunKey key)
    {
        if (transaction.Find(key) is { IsOpen: true } run)
        {
            Recovery.Redispatch(transaction, run);
        }

        return true;
    }

    private async Task RunAsync()
    {
        var batch = new List<Change>();
        SetAlarm();
        while (await _changes.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            batch.Clear();
            AddDue(batch);
            while (batch.Count < _options.BatchSize && _changes.Reader.TryRead(out var change))
            {
                if (change is not WakeChange)
                {
                    batch.Add(change);
                }
            }

            RunBatch(batch);
            Skipping?.WakeDue();
            SetAlarm();
        }
    }

    private void RunBatch(List<Change> changes)
    {
        if (changes.Count > 0 && Attempt(changes) is { } culprit)
        {
            // The batch was undone for the sake of one change. The others are not to blame: each gets a transaction of its own.
            foreach (var change in changes)
            {
                var failed = change == culprit ? change : Attempt([change]);
                if (failed is not null)
                {
                    Settle(failed);
                }
            }
        }
    }

    /// <returns>The change that failed unexpectedly, unsettled, after the whole batch was undone; null when all are settled.</returns>
    private Change? Attempt(List<Change> changes)
    {
        var batch = new Batch(_store, _live, _schedules, Namespaces);
        var transactions = new List<StoreTransaction>(changes.Count);
        foreach (var change in changes)
        {
            var transaction = new StoreTransaction(batch, _clock.Now, _options.Engine);
            transactions.Add(transaction);
            change.Failure = null;
            if (change.Abandoned)
            {
                change.Failure = new OperationCanceledException();
                continue;
            }

            try
            {
                change.Run(transaction);
                change.Failure = transaction.Failure;
            }
            catch (GrpcException e) when (!transaction.Mutated)
            {
                change.Failure = e;
            }
            catch (Exception e)
            {
                // A bug in one change must not take the server down: it is undone and its caller told to try again.
                Log.ChangeFailed(_logger, e);
                change.Failure = Unavailable(e);
                batch.Undo(transactions);
                return change;
            }
        }

        try
        {
            if (batch.Writes.Any)
            {
                _store.Commit(batch.Writes);
            }
        }
        catch (Exception e)
        {
            // Whatever kept the transaction from the disk, nothing of it has happened.
            Log.CommitFailed(_logger, e, changes.Count);
            batch.Undo(transactions);
            foreach (var change in changes)
            {
                change.Failure ??= Unavailable(e);
                Settle(change);
            }

            return null;
        }

        Release(batch, changes, transactions);
        return null;
    }

    private void Release(Batch batch, List<Change> changes, List<StoreTransaction> transactions)
    {
        batch.Committed();
        foreach (var (key, stored) in batch.Writes.Runs)
        {
            _deadlines.Set(key, stored.Run.IsOpen ? Deadlines.Next(stored.Run) : null);
            Skipping?.RunChanged(stored.Run);
        }

        foreach (var key in batch.Writes.Deleted.Keys)
        {
            _deadlines.Set(key, due: null);
            Skipping?.RunDeleted(key);
        }

        foreach (var (key, schedule) in batch.Writes.Schedules)
        {
            Tell(() => _deadlines.Set(key, schedule is null ? null : ScheduleStep.Next(schedule)));
        }

        for (var i = 0; i < changes.Count; i++)
        {
            foreach (var action in transactions[i].AfterCommitActions)
            {
                Tell(action);
            }

            foreach (var dispatch in transactions[i].Dispatches)
            {
                Tell(() => Dispatcher(dispatch));
            }

            Settle(changes[i]);
        }

        foreach (var (key, stored) in batch.Writes.Runs)
        {
            Tell(() => RunChanged(stored.Run));
            Watch.Signal(key);
        }

        foreach (var key in batch.Writes.Deleted.Keys)
        {
            Tell(() => RunDeleted(key));
            Watch.Signal(key);
        }
    }

    /// <summary>The commit is done, whatever becomes of the news: one listener's bug must not end the loop for all.</summary>
    private void Tell(Action news)
    {
        try
        {
            news();
        }
        catch (Exception e)
        {
            Log.TellingFailed(_logger, e);
        }
    }

    private void Settle(Change change)
    {
        if (change is FireDueChange fire)
        {
            KeepDeadline(fire);
        }
        else if (change is FireScheduleChange { Failure: not null } step)
        {
            _deadlines.Set(step.Key, _clock.Now + RetryFiringAfter);
        }

        change.Settle();
    }

    /// <summary>A deadline leaves the queue when it is fired; one that was not, or that is due still, comes back a little later.</summary>
    private void KeepDeadline(FireDueChange fire)
    {
        var soon = _clock.Now + RetryFiringAfter;
        _deadlines.Set(fire.Key, soon);
        if (fire.Failure is null)
        {
            // Should the run not be readable just now, the deadline stays as set.
            Tell(() =>
            {
                var next = _live.Find(fire.Key.Namespace, fire.Key.RunId)?.Run is { IsOpen: true } run ? Deadlines.Next(run) : null;
                _deadlines.Set(fire.Key, next <= _clock.Now ? soon : next);
            });
        }
    }

    private void AddDue(List<Change> batch)
    {
        var now = _clock.Now;
        while (batch.Count < _options.BatchSize && _deadlines.TryTakeDue(now, out var key))
        {
            batch.Add(key.Schedule is { } schedule ? new FireScheduleChange(schedule) : new FireDueChange(key.Run));
        }
    }

    private void SetAlarm()
    {
        if (Earlier(_deadlines.Next, Skipping?.NextWake) is not { } next)
        {
            return;
        }

        // A change that waits its turn may be work, or the lock that keeps time from jumping.
        if (_changes.Reader.Count == 0 && Skipping?.TryJump(next) == true)
        {
            Wake();
            return;
        }

        // A timer of the runtime reaches 49 days and knows nothing of the wall clock; naps are short and the queue decides.
        var wait = next - _clock.Now;
        _alarm.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestNap.Ticks)), Timeout.InfiniteTimeSpan);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    /// <summary>Makes the loop look at the time again.</summary>
    public void Wake() => _changes.Writer.TryWrite(WakeChange.Instance);

    private static GrpcException Unavailable(Exception inner) =>
        new(GrpcStatusCode.Unavailable, "the change could not be applied; nothing of it has happened", inner: inner);

    private sealed class WakeChange : Change
    {
        public static readonly WakeChange Instance = new();

        public override void Run(Transaction transaction)
        {
        }

        public override void Settle()
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Recovered {OpenRuns} open workflow runs")]
        public static partial void Recovered(ILogger logger, int openRuns);

        [LoggerMessage(Level = LogLevel.Error, Message = "A change failed unexpectedly and was undone")]
        public static partial void ChangeFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "Telling of a committed change failed")]
        public static partial void TellingFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Changes} changes could not be stored and was undone")]
        public static partial void CommitFailed(ILogger logger, Exception exception, int changes);
    }
}
