using Npgsql;
using Webhooks.Storage.Operations;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// One audit and one replay at a time for all gateways of a database. Who runs the replay has a lease of it, by the database's clock, and renews
/// it with each save; a gateway that is gone loses it, and what it writes afterwards changes nothing.
/// </summary>
public sealed class PostgreSqlOperationLog(PostgreSqlLedger ledger, TimeSpan lease) : IOperationLog
{
    private const string IsMine = "replay_id = $1 AND runner = $2 AND is_open";

    private const string InsertAudit = "INSERT INTO audit (at, actor, tenant, action, subject, reason, is_dry_run, deliveries, result, detail)";

    public Task AppendAsync(AuditRecord record, CancellationToken cancellationToken) => RunAsync(
        PostgreSqlDatabase.Command($"{InsertAudit} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", Values(record)), cancellationToken);

    public async Task<IReadOnlyList<AuditRecord>> AuditAsync(int limit, long? before, string? tenant, CancellationToken cancellationToken) =>
        await ledger.Database.QueryAsync(
            """
            SELECT sequence, at, actor, tenant, action, subject, reason, is_dry_run, deliveries, result, detail FROM audit
            WHERE sequence < $1 AND ($2::text IS NULL OR tenant = $2) ORDER BY sequence DESC LIMIT $3
            """,
            [before ?? long.MaxValue, tenant, Limit(limit)],
            Read,
            cancellationToken);

    public async Task<bool> BeginReplayAsync(StoredReplay replay, AuditRecord record, CancellationToken cancellationToken) => await RunAsync(
        PostgreSqlDatabase.Command(
            $"""
            WITH began AS (
                INSERT INTO replays (replay_id, tenant, document, deliveries) VALUES ($11, $12, $13, $14)
                ON CONFLICT (is_open) WHERE is_open DO NOTHING RETURNING 1
            )
            {InsertAudit} SELECT $1, $2, $3::text, $4, $5::text, $6::text, $7, $8::bigint, $9, $10::text FROM began
            """,
            [.. Values(record), replay.Id, DeliveryRows.Storable(replay.Tenant), replay.Document, replay.Deliveries]),
        cancellationToken) == 1;

    public async Task<StoredReplay?> ClaimReplayAsync(string runner, CancellationToken cancellationToken)
    {
        var claimed = await ledger.Database.QueryAsync(
            """
            UPDATE replays SET runner = $1, expires_at = clock_timestamp() + $2
            WHERE is_open AND (runner IS NULL OR runner = $1 OR expires_at <= clock_timestamp())
            RETURNING replay_id, document, deliveries, stop_requested_by, tenant
            """,
            [runner, lease],
            row => new StoredReplay
            {
                Id = row.GetString(0),
                Document = row.GetFieldValue<byte[]>(1),
                Deliveries = row.GetFieldValue<byte[]>(2),
                StopRequestedBy = DeliveryRows.Text(row, 3),
                Tenant = DeliveryRows.Text(row, 4),
            },
            cancellationToken);
        return claimed is [var replay] ? replay : null;
    }

    public async Task<ReplayStanding> SaveReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken)
    {
        var saved = await ledger.Database.QueryAsync(
            $"UPDATE replays SET document = $3, expires_at = clock_timestamp() + $4 WHERE {IsMine} RETURNING stop_requested_by",
            [id, runner, document, lease],
            row => new ReplayStanding(IsHeld: true, DeliveryRows.Text(row, 0)),
            cancellationToken);
        return saved is [var standing] ? standing : new ReplayStanding(IsHeld: false, StopRequestedBy: null);
    }

    public Task ReleaseReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken) => ledger.Database.ExecuteAsync(
        $"UPDATE replays SET document = $3, runner = NULL, expires_at = '-infinity' WHERE {IsMine}", [id, runner, document], cancellationToken);

    public Task EndReplayAsync(string id, string runner, byte[] document, AuditRecord record, CancellationToken cancellationToken) => RunAsync(
        PostgreSqlDatabase.Command(
            $"""
            WITH ended AS (
                UPDATE replays SET document = $13, deliveries = '', is_open = false WHERE replay_id = $11 AND runner = $12 AND is_open RETURNING 1
            )
            {InsertAudit} SELECT $1, $2, $3::text, $4, $5::text, $6::text, $7, $8::bigint, $9, $10::text FROM ended
            """,
            [.. Values(record), id, runner, document]),
        cancellationToken);

    public async Task<bool> RequestStopAsync(string id, string actor, CancellationToken cancellationToken) => await ledger.Database.ExecuteAsync(
        "UPDATE replays SET stop_requested_by = coalesce(stop_requested_by, $2) WHERE replay_id = $1 AND is_open", [Text(id), Text(actor)], cancellationToken) == 1;

    public async Task<byte[]?> FindReplayAsync(string id, CancellationToken cancellationToken) =>
        await DocumentsAsync("SELECT document FROM replays WHERE replay_id = $1", [Text(id)], cancellationToken) is [var document] ? document : null;

    public async Task<IReadOnlyList<byte[]>> ReplaysAsync(int limit, string? tenant, CancellationToken cancellationToken) => await DocumentsAsync(
        "SELECT document FROM replays WHERE $1::text IS NULL OR tenant = $1 ORDER BY sequence DESC LIMIT $2", [tenant, Limit(limit)], cancellationToken);

    private Task<List<byte[]>> DocumentsAsync(string sql, object?[] values, CancellationToken cancellationToken) =>
        ledger.Database.QueryAsync(sql, values, row => row.GetFieldValue<byte[]>(0), cancellationToken);

    /// <summary>What writes the audit takes turns, so that a page of it never lacks a record that a later one has. One round trip, and so one transaction.</summary>
    /// <returns>How many records it wrote.</returns>
    private Task<int> RunAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken) => ledger.Database.RunAsync(async source =>
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(PostgreSqlDatabase.Command($"SELECT pg_advisory_xact_lock({PostgreSqlSchema.AuditLock})"));
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return command.RecordsAffected;
    });

    private static object?[] Values(AuditRecord record) =>
    [
        record.At.UtcTicks, Text(record.Actor), DeliveryRows.Storable(record.Tenant), Text(record.Action), DeliveryRows.Storable(record.Subject),
        DeliveryRows.Storable(record.Reason), record.IsDryRun, record.Deliveries, Text(record.Result), DeliveryRows.Storable(record.Detail),
    ];

    private static AuditRecord Read(NpgsqlDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        At = new(row.GetInt64(1), TimeSpan.Zero),
        Actor = row.GetString(2),
        Tenant = DeliveryRows.Text(row, 3),
        Action = row.GetString(4),
        Subject = DeliveryRows.Text(row, 5),
        Reason = DeliveryRows.Text(row, 6),
        IsDryRun = row.GetBoolean(7),
        Deliveries = row.IsDBNull(8) ? null : row.GetInt64(8),
        Result = row.GetString(9),
        Detail = DeliveryRows.Text(row, 10),
    };

    private static string Text(string text) => DeliveryRows.Storable(text) ?? text;

    private static int Limit(int limit) => Math.Clamp(limit, 1, IOperationLog.MaximumPage);
}
