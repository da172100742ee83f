using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>What became of each delivery, in the database that several gateways and workers share. Delivery and ledger row are one commit.</summary>
public sealed partial class PostgreSqlLedger : IDeliveryLedger
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly PostgreSqlDatabase _database;
    private readonly RejectionLog _rejections;

    private PostgreSqlLedger(PostgreSqlDatabase database, int rejectionsKept) => (_database, _rejections) = (database, new(database, rejectionsKept));

    public long RejectionsDropped => _rejections.Dropped;

    internal PostgreSqlDatabase Database => _database;

    /// <summary>Connects, and creates or upgrades the tables.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away, or the role may not create what is missing.</exception>
    /// <exception cref="InvalidOperationException">A newer version made the tables.</exception>
    public static Task<PostgreSqlLedger> OpenAsync(PostgreSqlOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, PostgreSqlSchema.UpgradeAsync, cancellationToken);

    /// <summary>The same, however long the database takes to be there: the order in which processes start must not matter.</summary>
    /// <exception cref="InvalidOperationException">A newer version made the tables.</exception>
    public static async Task<PostgreSqlLedger> OpenPatientlyAsync(PostgreSqlOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await OpenAsync(options, cancellationToken);
            }
            catch (LedgerUnavailableException e)
            {
                Log.Away(logger, e.Message);
            }

            await Task.Delay(RetryAfter, time, cancellationToken);
        }
    }

    /// <summary>For whoever only looks: creates nothing.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away, or has other tables.</exception>
    public static Task<PostgreSqlLedger> ViewAsync(PostgreSqlOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, PostgreSqlSchema.CheckAsync, cancellationToken);

    public async Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken)
    {
        if (!FactsFormat.IsDeliveryId(deliveryId))
        {
            return null;
        }

        var found = await _database.QueryAsync(
            $"{DeliveryRows.Select} WHERE delivery_id = $1", [Convert.FromHexString(deliveryId)], DeliveryRows.Read, cancellationToken);
        return found is [var record] ? record : null;
    }

    public async Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder(DeliveryRows.Select).Append(" WHERE true");
        List<object?> values = [];
        sql.Append(filter.State is not { } state ? "" : state switch
        {
            DeliveryState.Accepted => " AND outcome = 0 AND signalled_at IS NULL",
            DeliveryState.Signalled => " AND outcome = 0 AND signalled_at IS NOT NULL",
            DeliveryState.Settled => " AND outcome <> 0",
        });

        // Numbers as text, so that the partial indexes apply.
        sql.Append(filter.Outcome is { } outcome ? $" AND outcome = {OutcomeCodes.Code(outcome)}" : "");
        sql.Append(filter.HasConflict is { } conflict ? $" AND {(conflict ? "" : "NOT ")}conflict" : "");
        Where("source =", filter.Source);
        Where("provider =", filter.Provider?.ToString());
        Where("event_name =", filter.EventName);
        Where("entity =", filter.Entity);
        Where("sequence <", filter.Before);
        Where("sequence >", filter.After);
        Where("received_at >=", filter.From?.UtcTicks);
        Where("received_at <", filter.To?.UtcTicks);
        Where("reason =", filter.Reason);
        foreach (var (comparison, ticks) in ReceiptOrder.Bounds(filter))
        {
            values.Add(ticks);
            sql.Append($" AND sequence {comparison} {ReceiptOrder.FirstAt($"${values.Count}")}");
        }

        Where("starts_with(key,", filter.Tenant is { } tenant ? DeliveryKey.PrefixOf(tenant) : null, ")");
        sql.Append($" ORDER BY sequence {(filter.After is null ? "DESC" : "ASC")} LIMIT {Limit(filter.Limit)}");
        return await _database.QueryAsync(sql.ToString(), [.. values], DeliveryRows.Read, cancellationToken);

        void Where(string condition, object? value, string end = "")
        {
            if (value is not null)
            {
                values.Add(value);
                sql.Append($" AND {condition} ${values.Count}{end}");
            }
        }
    }

    public async Task<LedgerAudit> AuditAsync(CancellationToken cancellationToken)
    {
        var outcomes = Enum.GetValues<OutcomeKind>().ToDictionary(kind => kind, _ => 0L);
        var audits = await _database.QueryAsync(
            $"""
            SELECT count(*), count(*) FILTER (WHERE {DeliveryRows.IsPending}), count(*) FILTER (WHERE outcome = 0),
                min(received_at) FILTER (WHERE outcome = 0), count(*) FILTER (WHERE conflict),
                count(*) FILTER (WHERE outcome = 1), count(*) FILTER (WHERE outcome = 2), count(*) FILTER (WHERE outcome = 3), count(*) FILTER (WHERE outcome = 4)
            FROM deliveries
            """,
            [],
            row => new LedgerAudit
            {
                Position = JournalPosition.Start,
                Accepted = row.GetInt64(0),
                Pending = row.GetInt64(1),
                Unsettled = row.GetInt64(2),
                OldestUnsettledAt = DeliveryRows.Time(row, 3),
                Conflicts = row.GetInt64(4),
                Outcomes = outcomes.Keys.ToDictionary(kind => kind, kind => row.GetInt64(4 + OutcomeCodes.Code(kind))),
                OutcomesWithoutDelivery = 0,
                DamagedRecords = 0,
            },
            cancellationToken);
        return audits[0];
    }

    public Task RecordDuplicateAsync(string deliveryId, DateTimeOffset at, string? bodySha256, CancellationToken cancellationToken)
    {
        var id = FactsFormat.DeliveryIdBytes(deliveryId);
        var sha256 = bodySha256 is null ? null : Convert.FromHexString(bodySha256);
        return _database.ExecuteAsync(
            """
            UPDATE deliveries SET duplicates = duplicates + 1, last_duplicate_at = greatest(last_duplicate_at, $2),
                conflict = conflict OR ($3::bytea IS NOT NULL AND sha256 <> $3)
            WHERE delivery_id = $1
            """,
            [id, at.UtcTicks, sha256],
            CancellationToken.None).WaitAsync(cancellationToken);
    }

    public async Task<bool> SettleAsync(string deliveryId, Outcome outcome, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var id = FactsFormat.DeliveryIdBytes(deliveryId);
        var settled = await _database.ExecuteAsync(
            "UPDATE deliveries SET outcome = $2, reason = $3, artefacts = $4, settled_at = $5 WHERE delivery_id = $1 AND outcome = 0",
            [id, (short)OutcomeCodes.Code(outcome.Kind), DeliveryRows.Storable(outcome.Reason), JsonSerializer.Serialize(outcome.Artefacts), at.UtcTicks],
            cancellationToken);
        if (settled == 0 && await FindAsync(deliveryId, cancellationToken) is null)
        {
            // Every delivery is in the database before it is signalled: this is another database than the gateway's.
            throw new LedgerUnavailableException($"The database does not know delivery {deliveryId}: it is not the one that the gateway writes.");
        }

        return settled == 1;
    }

    public void RecordRejection(RejectedRequest request) => _rejections.Add(request);

    public async Task<IReadOnlyList<RejectedRequest>> RejectionsAsync(int limit, IReadOnlyCollection<string>? sources, CancellationToken cancellationToken) =>
        await _database.QueryAsync(
            """
            SELECT at, source, reason, remote_address, body_sha256, body_length FROM rejections
            WHERE $1::text[] IS NULL OR source = ANY ($1) ORDER BY sequence DESC LIMIT $2
            """,
            [sources?.ToArray(), Limit(limit)],
            RejectionLog.Read,
            cancellationToken);

    public async Task<int> CountPendingAsync(int atMost, CancellationToken cancellationToken)
    {
        var counts = await _database.QueryAsync(
            $"SELECT count(*) FROM (SELECT FROM deliveries WHERE {DeliveryRows.IsPending} LIMIT $1) waiting", [Limit(atMost)], row => row.GetInt64(0), cancellationToken);
        return (int)counts[0];
    }

    /// <summary>Writes what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _rejections.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static int Limit(int limit) => Math.Clamp(limit, 1, DeliveryFilter.MaximumLimit);

    private static async Task<PostgreSqlLedger> OpenAsync(
        PostgreSqlOptions options, Func<PostgreSqlDatabase, CancellationToken, Task> prepare, CancellationToken cancellationToken)
    {
        var database = PostgreSqlDatabase.Of(options);
        try
        {
            await prepare(database, cancellationToken);
            return new(database, options.RejectionsKept);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Waiting for the database: {Reason}")]
        public static partial void Away(ILogger logger, string reason);
    }
}
