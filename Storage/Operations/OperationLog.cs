using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Sql;

namespace Webhooks.Storage.Operations;

/// <summary>In a file of the data folder, which one gateway writes: what is open is its own to run.</summary>
public sealed class OperationLog : IOperationLog, IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    private OperationLog(SqliteConnection connection) => _connection = connection;

    /// <param name="path">Database file; its folder is created when missing.</param>
    /// <exception cref="SqliteLibraryMissingException">The system has no SQLite.</exception>
    /// <exception cref="InvalidOperationException">A newer version wrote the file.</exception>
    public static OperationLog Open(string path)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? file);
        var connection = SqliteConnections.Open(SqliteDatabase.File(file));
        try
        {
            connection.Upgrade(OperationSchema.Steps);
            return new OperationLog(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task AppendAsync(AuditRecord record, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            Append(record);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<AuditRecord>> AuditAsync(int limit, long? before, string? tenant, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<AuditRecord>>(() => Read(Math.Clamp(limit, 1, IOperationLog.MaximumPage), before ?? long.MaxValue, tenant), cancellationToken);

    public Task<bool> BeginReplayAsync(StoredReplay replay, AuditRecord record, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            var began = Once(
                "INSERT INTO replays (replay_id, document, deliveries, tenant, is_open) SELECT $0, $1, $2, $3, 1 WHERE NOT EXISTS (SELECT 1 FROM replays WHERE is_open = 1)",
                replay.Id, replay.Document, replay.Deliveries, replay.Tenant) == 1;
            if (began)
            {
                Append(record);
            }

            return began;
        },
        cancellationToken);

    public Task<StoredReplay?> ClaimReplayAsync(string runner, CancellationToken cancellationToken) => RunAsync(OpenReplay, cancellationToken);

    public Task<ReplayStanding> SaveReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken) => RunAsync(
        () => new ReplayStanding(Keep(id, document), Texts("SELECT stop_requested_by FROM replays WHERE replay_id = $0", id) is [var actor] ? actor : null),
        cancellationToken);

    public Task ReleaseReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken) =>
        RunAsync(() => Keep(id, document), cancellationToken);

    public Task EndReplayAsync(string id, string runner, byte[] document, AuditRecord record, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            if (Once("UPDATE replays SET document = $1, is_open = 0, deliveries = x'' WHERE replay_id = $0 AND is_open = 1", id, document) == 1)
            {
                Append(record);
            }

            return true;
        },
        cancellationToken);

    public Task<bool> RequestStopAsync(string id, string actor, CancellationToken cancellationToken) => RunAsync(
        () => Once("UPDATE replays SET stop_requested_by = coalesce(stop_requested_by, $1) WHERE replay_id = $0 AND is_open = 1", id, actor) == 1,
        cancellationToken);

    public Task<byte[]?> FindReplayAsync(string id, CancellationToken cancellationToken) => RunAsync(
        () => Documents("SELECT document FROM replays WHERE replay_id = $0", id) is [var document] ? document : null, cancellationToken);

    public Task<IReadOnlyList<byte[]>> ReplaysAsync(int limit, string? tenant, CancellationToken cancellationToken) => RunAsync<IReadOnlyList<byte[]>>(
        () => Documents(
            "SELECT document FROM replays WHERE $0 IS NULL OR tenant = $0 ORDER BY sequence DESC LIMIT $1", tenant, Math.Clamp(limit, 1, IOperationLog.MaximumPage)),
        cancellationToken);

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    private Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            lock (_gate)
            {
                return InTransaction(work);
            }
        },
        cancellationToken);

    private T InTransaction<T>(Func<T> work)
    {
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: true);
            var result = work();
            transaction.Commit();
            return result;
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            throw new LedgerUnavailableException("The log of operations cannot be read or written.", e);
        }
    }

    private void Append(AuditRecord record) => Once(
        "INSERT INTO audit (at, actor, tenant, action, subject, reason, is_dry_run, deliveries, result, detail) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
        record.At.UtcTicks, record.Actor, record.Tenant, record.Action, record.Subject, record.Reason, record.IsDryRun ? 1 : 0, record.Deliveries, record.Result, record.Detail);

    private int Once(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(_connection, values.Length, sql);
        return statement.Execute(values);
    }

    private List<AuditRecord> Read(int limit, long before, string? tenant)
    {
        using var statement = new Statement(_connection, 3, """
            SELECT sequence, at, actor, tenant, action, subject, reason, is_dry_run, deliveries, result, detail FROM audit
            WHERE sequence < $0 AND ($1 IS NULL OR tenant = $1) ORDER BY sequence DESC LIMIT $2
            """);
        using var row = statement.Query(before, tenant, limit);
        List<AuditRecord> records = [];
        while (row.Read())
        {
            records.Add(new()
            {
                Sequence = row.GetInt64(0),
                At = new(row.GetInt64(1), TimeSpan.Zero),
                Actor = row.GetString(2),
                Tenant = row.GetValue(3) as string,
                Action = row.GetString(4),
                Subject = row.GetValue(5) as string,
                Reason = row.GetValue(6) as string,
                IsDryRun = row.GetInt64(7) == 1,
                Deliveries = row.GetValue(8) as long?,
                Result = row.GetString(9),
                Detail = row.GetValue(10) as string,
            });
        }

        return records;
    }

    private bool Keep(string id, byte[] document) => Once("UPDATE replays SET document = $1 WHERE replay_id = $0 AND is_open = 1", id, document) == 1;

    private StoredReplay? OpenReplay()
    {
        using var statement = new Statement(_connection, 0, "SELECT replay_id, document, deliveries, stop_requested_by, tenant FROM replays WHERE is_open = 1");
        using var row = statement.Query();
        return !row.Read() ? null : new()
        {
            Id = row.GetString(0),
            Document = (byte[])row.GetValue(1),
            Deliveries = (byte[])row.GetValue(2),
            StopRequestedBy = row.GetValue(3) as string,
            Tenant = row.GetValue(4) as string,
        };
    }

    private List<byte[]> Documents(string sql, params ReadOnlySpan<object?> values) => Column(sql, value => (byte[])value, values);

    private List<string?> Texts(string sql, params ReadOnlySpan<object?> values) => Column(sql, value => value as string, values);

    private List<T> Column<T>(string sql, Func<object, T> read, ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(_connection, values.Length, sql);
        using var row = statement.Query(values);
        List<T> found = [];
        while (row.Read())
        {
            found.Add(read(row.GetValue(0)));
        }

        return found;
    }
}
