using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SystemSqlite;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Durability;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>
/// The index over the journal: what became of each delivery. Several processes may open the same file. Everything but outcomes
/// can be rebuilt from the journal.
/// </summary>
public sealed class DeliveryLedger : IDeliveryLedger
{
    private const int MaximumWaitingRejections = 1024;
    private const int MaximumTextLength = 256;
    private const int PruneBatch = 500;

    /// <summary>16 MiB: pages that many deliveries change, such as those of the indexes, go to the file less often than to the log.</summary>
    private const int CheckpointPages = 4096;

    private readonly LedgerWriter _writer;
    private readonly ReaderPool<LedgerReader> _readers;
    private long _rejectionsDropped;
    private int _disposed;

    private DeliveryLedger(SqliteDatabase database, LedgerWriter writer) => (_writer, _readers) = (writer, new(() => new(database)));

    /// <summary>Rejected requests that were not recorded because too many were waiting, or the disk failed, since the start.</summary>
    public long RejectionsDropped => Interlocked.Read(ref _rejectionsDropped);

    /// <exception cref="SqliteLibraryMissingException">The system has no SQLite.</exception>
    /// <exception cref="InvalidOperationException">A newer version wrote the file.</exception>
    public static Task<DeliveryLedger> OpenAsync(LedgerOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                var path = Path.GetFullPath(options.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
                var database = SqliteDatabase.File(path);
                var connection = SqliteConnections.Open(database, SqliteSynchronous.Full, cacheKibibytes: 16 * 1024);
                try
                {
                    connection.Upgrade(LedgerSchema.Steps);
                    connection.Execute($"PRAGMA wal_autocheckpoint={CheckpointPages}");
                    return new DeliveryLedger(database, new(connection, options.RejectionsKept, time, logger));
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            cancellationToken);

    /// <summary>
    /// Takes over entries of the journal, in journal order and without gaps: rows and the new position are one transaction.
    /// Entries before the stored position change nothing. <see cref="JournalIndexer"/> is the usual caller.
    /// </summary>
    /// <exception cref="ArgumentException">There is a gap before an entry.</exception>
    /// <exception cref="LedgerUnavailableException">Not written; index the same entries again.</exception>
    public Task IndexAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) =>
        IndexAsync([.. entries.Select(entry => new NewEntry(entry, Sequence: null, Mark: null))], cancellationToken);

    /// <summary>The same with what is known besides; the sequences follow <see cref="LastSequenceAsync"/>, and only one caller gives them.</summary>
    internal Task IndexAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancellationToken) =>
        entries.Count == 0 ? Task.CompletedTask : _writer.RunAsync(isDurable: false, tables => tables.Index(entries), cancellationToken);

    /// <summary>No delivery has a higher one, nor had one that is pruned by now.</summary>
    internal Task<long> LastSequenceAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.LastSequence(), cancellationToken);

    /// <summary>How far the journal is indexed.</summary>
    public Task<JournalPosition> PositionAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.Position(), cancellationToken);

    public Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken) =>
        FactsFormat.IsDeliveryId(deliveryId)
            ? ReadAsync(reader => reader.Find(Convert.FromHexString(deliveryId)), cancellationToken)
            : Task.FromResult<DeliveryRecord?>(null);

    /// <summary>Counts a redelivery; also right before the first delivery is indexed.</summary>
    /// <param name="deliveryId">Id of the first delivery.</param>
    /// <param name="at">When it came again.</param>
    /// <param name="bodySha256">Hash of the body that came now; another one than the first marks a conflict. Null when not known.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    public Task RecordDuplicateAsync(string deliveryId, DateTimeOffset at, string? bodySha256, CancellationToken cancellationToken)
    {
        var id = FactsFormat.DeliveryIdBytes(deliveryId);
        var sha256 = bodySha256 is null ? null : Convert.FromHexString(bodySha256);
        return _writer.RunAsync(isDurable: false, tables => tables.Duplicate(id, at.UtcTicks, sha256), cancellationToken);
    }

    /// <summary>Marks deliveries as signalled; the first mark stays. Also right before they are indexed.</summary>
    public Task MarkSignalledAsync(IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken)
    {
        var marks = deliveries.Select(delivery => (Id: FactsFormat.DeliveryIdBytes(delivery.DeliveryId), delivery.RunId, delivery.At.UtcTicks)).ToList();
        return _writer.RunAsync(
            isDurable: false,
            tables =>
            {
                foreach (var (id, runId, at) in marks)
                {
                    tables.Signalled(id, runId, at);
                }
            },
            cancellationToken);
    }

    /// <summary>Accepted for a workflow, neither signalled nor settled, in order of acceptance.</summary>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="after">The last <see cref="DeliveryRecord.Sequence"/> already seen, or 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<DeliveryRecord>> PendingAsync(int limit, long after, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DeliveryRecord>>(reader => reader.Pending(LedgerReader.Limit(limit), after), cancellationToken);

    public async Task<int> CountPendingAsync(int atMost, CancellationToken cancellationToken) => (await PendingAsync(atMost, 0, cancellationToken)).Count;

    /// <summary>The same for one entity.</summary>
    /// <param name="entity">Entity id text.</param>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="after">The last <see cref="DeliveryRecord.Sequence"/> already seen, or 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DeliveryRecord>>(reader => reader.PendingOf(entity, LedgerReader.Limit(limit), after), cancellationToken);

    /// <summary>Writes the one outcome, durably. The first one stays. Also right before the delivery is indexed.</summary>
    /// <returns>False when there was one already.</returns>
    public async Task<bool> SettleAsync(string deliveryId, Outcome outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var id = FactsFormat.DeliveryIdBytes(deliveryId);
        var isFirst = false;
        await _writer.RunAsync(isDurable: true, tables => isFirst = tables.Settle(id, outcome, at.UtcTicks), cancellationToken);
        return isFirst;
    }

    public Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DeliveryRecord>>(reader => reader.List(filter), cancellationToken);

    /// <summary>Counts everything; the cost grows with the ledger.</summary>
    public Task<LedgerAudit> AuditAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ReadAsync(reader => reader.Audit(), cancellationToken), cancellationToken);

    /// <summary>The journal segments that are indexed to their end, oldest first; the newest segment never is.</summary>
    public Task<IReadOnlyList<LedgerSegment>> SegmentsAsync(CancellationToken cancellationToken) =>
        Task.Run(() => ReadAsync<IReadOnlyList<LedgerSegment>>(reader => reader.Segments(), cancellationToken), cancellationToken);

    /// <summary>A page of the ids of all deliveries, 16 bytes each, in their own order. One that is added meanwhile may be missed.</summary>
    /// <param name="after">The last id of the page before; empty for the first page.</param>
    /// <param name="limit">How many at most; fewer only when these are the last.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<List<byte[]>> IdsAsync(byte[] after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.Ids(after, limit), cancellationToken);

    /// <summary>How many deliveries the ledger knows.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => ReadAsync(reader => reader.Count(), cancellationToken);

    /// <summary>The journal has these segments no more; their deliveries still are duplicates when they come again.</summary>
    public Task MarkDroppedAsync(IReadOnlyCollection<long> segments, DateTimeOffset at, CancellationToken cancellationToken) => _writer.RunAsync(
        isDurable: false,
        tables =>
        {
            foreach (var segment in segments)
            {
                tables.MarkDropped(segment, at.UtcTicks);
            }
        },
        cancellationToken);

    /// <summary>Forgets deliveries of a dropped segment, a few at a time so that others can write in between. What comes again after this is new.</summary>
    /// <returns>How many; 0 when all are gone.</returns>
    public async Task<int> PruneAsync(long segment, CancellationToken cancellationToken)
    {
        var pruned = 0;
        await _writer.RunAsync(isDurable: false, tables => pruned = tables.Prune(segment, PruneBatch), cancellationToken);
        return pruned;
    }

    /// <summary>Forgets evidence that is older.</summary>
    /// <returns>How many records.</returns>
    public async Task<int> PruneRejectionsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var pruned = 0;
        await _writer.RunAsync(isDurable: false, tables => pruned = tables.PruneRejections(before.UtcTicks), cancellationToken);
        return pruned;
    }

    /// <summary>Keeps evidence of a request that was turned away. Never waits: under a flood some are dropped and counted.</summary>
    public void RecordRejection(RejectedRequest request)
    {
        if (_writer.Waiting >= MaximumWaitingRejections)
        {
            Interlocked.Increment(ref _rejectionsDropped);
            return;
        }

        var bounded = request with
        {
            Source = Bounded(request.Source),
            Reason = Bounded(request.Reason),
            RemoteAddress = request.RemoteAddress is { } address ? Bounded(address) : null,
        };
        _ = _writer.RunAsync(isDurable: false, tables => tables.Reject(bounded), CancellationToken.None).ContinueWith(
            failed =>
            {
                _ = failed.Exception;
                Interlocked.Increment(ref _rejectionsDropped);
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>The newest rejected requests, newest first.</summary>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="sources">Only of these; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<RejectedRequest>> RejectionsAsync(int limit, IReadOnlyCollection<string>? sources, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<RejectedRequest>>(reader => reader.Rejections(limit, sources), cancellationToken);

    /// <inheritdoc cref="RejectionsAsync(int, IReadOnlyCollection{string}, CancellationToken)"/>
    public Task<IReadOnlyList<RejectedRequest>> RejectionsAsync(int limit, CancellationToken cancellationToken) => RejectionsAsync(limit, null, cancellationToken);

    /// <summary>Writes what is queued, then closes. Nothing may read any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        // The writer last, because the last connection folds the write-ahead log into the file.
        _readers.Dispose();
        await _writer.DisposeAsync();
    }

    private static string Bounded(string text) => text.Length <= MaximumTextLength ? text : text[..MaximumTextLength];

    /// <exception cref="LedgerUnavailableException">It is closed, or the file cannot be read.</exception>
    private async Task<T> ReadAsync<T>(Func<LedgerReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _readers.ReadAsync(read, cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            throw new LedgerUnavailableException("The ledger cannot be read.", e);
        }
    }
}
