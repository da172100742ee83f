using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Storage.Durability;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// The commit point of a delivery: many deliveries one transaction. Transactions of several gateways take turns from before they take
/// sequences until they are committed, so a row never appears behind a reader that has seen a later one.
/// </summary>
public sealed partial class PostgreSqlAcceptance : IAsyncDisposable
{
    private const int MaximumBatch = 512;
    private const int MaximumBatchBytes = 8 * 1024 * 1024;
    private const int MaximumWaiting = 4096;

    private const string Insert = """
        WITH new AS (
            INSERT INTO deliveries (delivery_id, key, source, provider, event_name, entity, workflow_type, partition, received_at, remote_address,
                length, sha256, event, outcome, reason, artefacts, settled_at)
            SELECT id, key, source, provider, event_name, entity, workflow_type, partition, received_at, remote_address,
                length, sha256, event, outcome, reason, artefacts, CASE WHEN outcome = 0 THEN NULL ELSE received_at END
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) WITH ORDINALITY AS given
                (id, key, source, provider, event_name, entity, workflow_type, partition, received_at, remote_address,
                length, sha256, event, outcome, reason, artefacts, place)
            ORDER BY place
            ON CONFLICT (delivery_id) DO NOTHING RETURNING sequence, delivery_id
        ), kept AS (
            INSERT INTO bodies (sequence, facts, stored, size)
            SELECT sequence, facts, stored, octet_length(stored) FROM new JOIN unnest($1, $17, $18) AS given (id, facts, stored) ON id = delivery_id
        )
        SELECT delivery_id FROM new
        """;

    private const string CountAgain = """
        WITH known AS (
            SELECT sequence, delivery_id, sha256 FROM deliveries WHERE delivery_id = ANY ($1) ORDER BY sequence FOR NO KEY UPDATE
        ), again AS (
            SELECT sequence, count(*) AS times, max(at) AS at, bool_or(known.sha256 <> given.sha256) AS is_other
            FROM known JOIN unnest($1, $2, $3) AS given (id, at, sha256) ON id = delivery_id GROUP BY sequence
        )
        UPDATE deliveries d SET duplicates = duplicates + times, last_duplicate_at = greatest(last_duplicate_at, at), conflict = conflict OR is_other
        FROM again WHERE d.sequence = again.sequence
        """;

    private readonly PostgreSqlDatabase _database;
    private readonly BodyEncoder _encoder;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places = new(MaximumWaiting);
    private readonly BatchThread<PendingInsert> _writer;
    private volatile bool _isAvailable = true;

    public PostgreSqlAcceptance(PostgreSqlLedger ledger, bool compresses, IReadOnlyList<JournalKey> keys, ILogger logger)
    {
        (_database, _logger) = (ledger.Database, logger);
        _encoder = new(compresses, keys.Count > 0 ? keys[0] : null);
        _writer = new("delivery writer", MaximumBatch, MaximumBatchBytes, insert => insert.Stored.Length, Commit);
    }

    /// <summary>Raised after each commit; must not block.</summary>
    public event EventHandler? Committed;

    /// <summary>Returns when facts and body are committed, or were before.</summary>
    /// <param name="facts">Stored beside the body.</param>
    /// <param name="body">Raw bytes; must stay untouched until the task has ended.</param>
    /// <param name="cancellationToken">Ends only the wait for a place in the queue.</param>
    /// <returns>Null when it is new; otherwise the first one, which was counted as delivered again.</returns>
    /// <exception cref="JournalUnavailableException">Not committed, or not known whether it was; it may be sent again.</exception>
    public async Task<DeliveryRecord?> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var insert = new PendingInsert(facts, body, _encoder);
            return _writer.TryAdd(insert) ? await insert.Task : throw new JournalUnavailableException("The delivery store is closing.");
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Commits what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _places.Dispose();
    }

    private void Commit(IReadOnlyList<PendingInsert> batch)
    {
        // Of identical ones the first stores; what holds for it holds for the others.
        var first = batch.DistinctBy(insert => insert.Facts.DeliveryId, StringComparer.Ordinal).ToList();
        var inserted = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            Run(first, inserted);
        }
        catch (Exception e) when (batch.Count > 1 && !IsOfTheDatabase(e))
        {
            // One of them cannot be stored, and only that one is to fail for it.
            foreach (var insert in batch)
            {
                Commit([insert]);
            }

            return;
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        NoteAvailable();
        Committed?.Invoke(this, EventArgs.Empty);
        List<PendingInsert> again = [];
        foreach (var insert in batch)
        {
            if (inserted.Remove(insert.Facts.DeliveryId))
            {
                insert.SetResult(null);
            }
            else
            {
                again.Add(insert);
            }
        }

        if (again.Count > 0)
        {
            Count(again);
        }
    }

    private void Count(List<PendingInsert> again)
    {
        try
        {
            var known = Known(again);
            foreach (var insert in again)
            {
                // Retention may have forgotten it in this moment: then the next one is a first one.
                insert.SetResult(known.GetValueOrDefault(insert.Facts.DeliveryId)
                    ?? throw new JournalUnavailableException($"Delivery {insert.Facts.DeliveryId} was known and has just been forgotten."));
            }
        }
        catch (Exception e)
        {
            Fail([.. again.Where(insert => !insert.Task.IsCompleted)], e);
        }
    }

    private Dictionary<string, DeliveryRecord> Known(List<PendingInsert> again)
    {
        var ids = Column("bytea[]", again, insert => insert.Id);
        using var connection = _database.Source.OpenConnection();
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PostgreSqlDatabase.Command(
            CountAgain, ids, Column("bigint[]", again, insert => insert.Facts.ReceivedAt.UtcTicks), Column("bytea[]", again, insert => insert.Sha256)));
        batch.BatchCommands.Add(PostgreSqlDatabase.Command($"{DeliveryRows.Select} WHERE delivery_id = ANY ($1)", ids.Clone()));
        using var rows = batch.ExecuteReader();
        var known = new Dictionary<string, DeliveryRecord>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var record = DeliveryRows.Read(rows);
            known.Add(record.DeliveryId, record);
        }

        rows.NextResult();
        return known;
    }

    private static bool IsOfTheDatabase(Exception e) => e switch
    {
        PostgresException refused => !refused.SqlState.StartsWith("22", StringComparison.Ordinal), // Class 22: data exceptions.
        NpgsqlException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    private void Run(List<PendingInsert> inserts, HashSet<string> inserted)
    {
        using var connection = _database.Source.OpenConnection();

        // One round trip, and so one transaction.
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(PostgreSqlDatabase.Command($"SELECT pg_advisory_xact_lock({PostgreSqlSchema.AcceptanceLock})"));
        batch.BatchCommands.Add(PostgreSqlDatabase.Command(Insert, Columns(inserts)));
        batch.BatchCommands.Add(PostgreSqlDatabase.Command($"SELECT pg_notify('{PostgreSqlSchema.Channel}', '')"));
        using var rows = batch.ExecuteReader();
        rows.NextResult();
        while (rows.Read())
        {
            inserted.Add(Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(0)));
        }

        while (rows.NextResult())
        {
            // The commit has been answered when the last result has.
        }
    }

    private void NoteAvailable()
    {
        if (!_isAvailable)
        {
            _isAvailable = true;
            Log.Available(_logger);
        }
    }

    private void Fail(IReadOnlyList<PendingInsert> batch, Exception cause)
    {
        if (_isAvailable)
        {
            _isAvailable = false;
            Log.Unavailable(_logger, PostgreSqlDatabase.Reason(cause));
        }

        foreach (var insert in batch)
        {
            insert.SetException(new JournalUnavailableException("The delivery could not be stored: PostgreSQL is away, full or failing.", cause));
        }
    }

    private static object?[] Columns(List<PendingInsert> inserts) =>
    [
        Column("bytea[]", inserts, insert => insert.Id),
        Texts(inserts, facts => facts.Key),
        Texts(inserts, facts => facts.Source),
        Texts(inserts, facts => facts.Provider.ToString()),
        Texts(inserts, facts => facts.EventName),
        Texts(inserts, facts => facts.Entity),
        Texts(inserts, facts => facts.WorkflowType),
        Column("smallint[]", inserts, insert => insert.Facts.Entity is { } entity ? EntityPartition.Of(entity) : (short?)null),
        Column("bigint[]", inserts, insert => insert.Facts.ReceivedAt.UtcTicks),
        Texts(inserts, facts => facts.RemoteAddress),
        Column("integer[]", inserts, insert => insert.Length),
        Column("bytea[]", inserts, insert => insert.Sha256),
        Column("bytea[]", inserts, insert => insert.Facts.Event),
        Column("smallint[]", inserts, insert => insert.Facts.SettledAs is { } outcome ? (short)OutcomeCodes.Code(outcome.Kind) : (short)0),
        Texts(inserts, facts => facts.SettledAs?.Reason),
        Texts(inserts, facts => facts.SettledAs is { } outcome ? JsonSerializer.Serialize(outcome.Artefacts) : null),
        Column("bytea[]", inserts, insert => insert.StoredFacts),
        Column("bytea[]", inserts, insert => insert.Stored),
    ];

    private static NpgsqlParameter Texts(List<PendingInsert> inserts, Func<AcceptedDelivery, string?> text) =>
        Column("text[]", inserts, insert => DeliveryRows.Storable(text(insert.Facts)));

    private static NpgsqlParameter Column<T>(string type, List<PendingInsert> inserts, Func<PendingInsert, T> value) =>
        new() { Value = inserts.Select(value).ToArray(), DataTypeName = type };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "PostgreSQL does not take deliveries; they are refused until it does: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "PostgreSQL takes deliveries again.")]
        public static partial void Available(ILogger logger);
    }
}
