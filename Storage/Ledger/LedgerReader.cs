using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SystemSqlite;
using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Sql;

namespace Webhooks.Storage.Ledger;

/// <summary>Reads of the ledger on a connection of their own; one caller at a time uses it.</summary>
internal sealed class LedgerReader : IDisposable
{
    private const string Columns = """
        SELECT d.sequence, d.delivery_id, d.key, d.source, d.provider, d.event_name, d.entity, d.workflow_type, d.received_at,
            d.remote_address, d.segment, d.offset, d.length, d.sha256, d.event, d.run_id, d.signalled_at, d.duplicates,
            d.last_duplicate_at, d.conflict, o.kind, o.reason, o.artefacts, o.settled_at
        FROM deliveries d
        """;

    private const string Outcomes = " LEFT JOIN outcomes o ON o.delivery_id = d.delivery_id ";

    private readonly SqliteConnection _connection;
    private readonly Statement _find;
    private readonly Statement _pending;
    private readonly Statement _pendingOf;

    public LedgerReader(SqliteDatabase database)
    {
        _connection = SqliteConnections.Open(database, SqliteSynchronous.Normal, readOnly: true, cacheKibibytes: 2048);
        _find = new(_connection, 1, $"{Columns}{Outcomes}WHERE d.delivery_id = $0");
        _pending = new(_connection, 2, $"""
            {Columns} INDEXED BY deliveries_pending {Outcomes}
            WHERE d.signalled_at IS NULL AND d.outcome = 0 AND d.workflow_type IS NOT NULL AND d.sequence > $0 ORDER BY d.sequence LIMIT $1
            """);
        _pendingOf = new(_connection, 3, $"""
            {Columns} INDEXED BY deliveries_by_entity {Outcomes}
            WHERE d.entity = $0 AND d.sequence > $1 AND d.signalled_at IS NULL AND d.outcome = 0 AND d.workflow_type IS NOT NULL
            ORDER BY d.sequence LIMIT $2
            """);
    }

    public DeliveryRecord? Find(byte[] id)
    {
        using var rows = _find.Query(id);
        return rows.Read() ? Record(rows) : null;
    }

    /// <summary>Delivery ids behind <paramref name="after"/> in their own order, from the index alone.</summary>
    public List<byte[]> Ids(byte[] after, int limit)
    {
        using var statement = new Statement(
            _connection, 2, "SELECT delivery_id FROM deliveries INDEXED BY deliveries_by_id WHERE delivery_id > $0 ORDER BY delivery_id LIMIT $1");
        using var rows = statement.Query(after, limit);
        List<byte[]> ids = new(limit);
        while (rows.Read())
        {
            ids.Add((byte[])rows.GetValue(0));
        }

        return ids;
    }

    public List<DeliveryRecord> Pending(int limit, long after)
    {
        using var rows = _pending.Query(after, limit);
        return Records(rows);
    }

    public List<DeliveryRecord> PendingOf(string entity, int limit, long after)
    {
        using var rows = _pendingOf.Query(entity, after, limit);
        return Records(rows);
    }

    public List<DeliveryRecord> List(DeliveryFilter filter)
    {
        var sql = new StringBuilder(Columns).Append(Outcomes).Append("WHERE 1 = 1");
        List<object?> values = [];
        sql.Append(filter.State is not { } state ? "" : state switch
        {
            DeliveryState.Accepted => " AND d.outcome = 0 AND d.signalled_at IS NULL",
            DeliveryState.Signalled => " AND d.outcome = 0 AND d.signalled_at IS NOT NULL",
            DeliveryState.Settled => " AND d.outcome <> 0",
        });

        // Numbers as text, so that the partial indexes apply.
        sql.Append(filter.Outcome is { } outcome ? $" AND d.outcome = {OutcomeCodes.Code(outcome)}" : "");
        sql.Append(filter.HasConflict is { } conflict ? $" AND d.conflict = {Convert.ToInt32(conflict)}" : "");
        Where("d.source =", filter.Source);
        Where("d.provider =", filter.Provider?.ToString());
        Where("d.event_name =", filter.EventName);
        Where("d.entity =", filter.Entity);
        Where("d.sequence <", filter.Before);
        Where("d.sequence >", filter.After);
        Where("d.received_at >=", filter.From?.UtcTicks);
        Where("d.received_at <", filter.To?.UtcTicks);
        Where("o.reason =", filter.Reason);
        foreach (var (comparison, ticks) in ReceiptOrder.Bounds(filter))
        {
            sql.Append($" AND d.sequence {comparison} {ReceiptOrder.FirstAt($"${values.Count}")}");
            values.Add(ticks);
        }

        if (filter.Tenant is { } tenant)
        {
            var prefix = DeliveryKey.PrefixOf(tenant);
            sql.Append($" AND substr(d.key, 1, {prefix.Length}) = ${values.Count}");
            values.Add(prefix);
        }

        sql.Append($" ORDER BY d.sequence {(filter.After is null ? "DESC" : "ASC")} LIMIT {Limit(filter.Limit)}");
        using var statement = new Statement(_connection, values.Count, sql.ToString());
        using var rows = statement.Query([.. values]);
        return Records(rows);

        void Where(string condition, object? value)
        {
            if (value is not null)
            {
                sql.Append($" AND {condition} ${values.Count}");
                values.Add(value);
            }
        }
    }

    public JournalPosition Position()
    {
        using var statement = new Statement(_connection, 0, "SELECT segment, offset FROM journal_position");
        using var row = statement.Query();
        row.Read();
        return new(row.GetInt64(0), row.GetInt64(1));
    }

    public long LastSequence() => Number(
        "SELECT max(coalesce((SELECT max(sequence) FROM deliveries), 0), coalesce((SELECT max(last_sequence) FROM segments), 0))");

    /// <summary>All numbers are of one moment.</summary>
    public LedgerAudit Audit()
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        return new()
        {
            Position = Position(),
            Accepted = Number("SELECT count(*) FROM deliveries"),
            Pending = Number("SELECT count(*) FROM deliveries WHERE signalled_at IS NULL AND outcome = 0 AND workflow_type IS NOT NULL"),
            Unsettled = Number("SELECT count(*) FROM deliveries WHERE outcome = 0"),
            OldestUnsettledAt = Time(Number("SELECT coalesce((SELECT received_at FROM deliveries WHERE outcome = 0 ORDER BY sequence LIMIT 1), 0)")),
            Outcomes = OutcomeCounts(),
            OutcomesWithoutDelivery = Number("SELECT count(*) FROM early WHERE kind = 3"),
            Conflicts = Number("SELECT count(*) FROM deliveries WHERE conflict = 1"),
            DamagedRecords = Number("SELECT count(*) FROM journal_damage"),
        };
    }

    public long SchemaVersion() => Number("PRAGMA user_version");

    public List<long> SegmentNumbers()
    {
        using var statement = new Statement(_connection, 0, "SELECT segment FROM segments ORDER BY segment");
        using var rows = statement.Query();
        List<long> numbers = [];
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }

    /// <summary>Rows that say different things about the outcome of one delivery.</summary>
    public List<AuditFinding> Contradictions(int maximum)
    {
        using var statement = new Statement(_connection, 1, """
            SELECT d.delivery_id, d.segment, d.offset, d.outcome, coalesce(o.kind, 0) FROM deliveries d
            LEFT JOIN outcomes o ON o.delivery_id = d.delivery_id WHERE d.outcome <> coalesce(o.kind, 0)
            UNION ALL
            SELECT o.delivery_id, NULL, NULL, 0, o.kind FROM outcomes o
            WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.delivery_id = o.delivery_id)
                AND NOT EXISTS (SELECT 1 FROM early e WHERE e.delivery_id = o.delivery_id AND e.kind = 3)
            LIMIT $0
            """);
        using var rows = statement.Query(maximum);
        List<AuditFinding> found = [];
        while (rows.Read())
        {
            var reason = rows.IsDBNull(1)
                ? "It has an outcome, and the ledger does not know the delivery."
                : $"Its row and its outcome contradict each other ({rows.GetInt64(3)} against {rows.GetInt64(4)}).";
            found.Add(new(Hex(rows, 0), rows.IsDBNull(1) ? null : new(rows.GetInt64(1), rows.GetInt64(2)), reason));
        }

        return found;
    }

    public long Count() => Number("SELECT coalesce(sum(deliveries), 0) FROM segments");

    /// <summary>Segments that are indexed to their end, oldest first.</summary>
    public List<LedgerSegment> Segments()
    {
        using var statement = new Statement(_connection, 0, """
            SELECT s.segment, s.deliveries, s.newest_at, s.dropped_at, EXISTS (
                SELECT 1 FROM deliveries d INDEXED BY deliveries_unsettled
                WHERE d.outcome = 0 AND d.sequence BETWEEN s.first_sequence AND s.last_sequence AND d.segment = s.segment)
            FROM segments s WHERE s.segment < (SELECT segment FROM journal_position) ORDER BY s.segment
            """);
        using var rows = statement.Query();
        List<LedgerSegment> segments = [];
        while (rows.Read())
        {
            segments.Add(new()
            {
                Number = rows.GetInt64(0),
                Deliveries = rows.GetInt64(1),
                NewestAt = new(rows.GetInt64(2), TimeSpan.Zero),
                IsDropped = !rows.IsDBNull(3),
                HasUnsettled = rows.GetInt64(4) == 1,
            });
        }

        return segments;
    }

    /// <param name="limit">How many at most.</param>
    /// <param name="sources">Only of these; null for all.</param>
    public List<RejectedRequest> Rejections(int limit, IReadOnlyCollection<string>? sources)
    {
        var wanted = sources is null ? "" : $" WHERE source IN ({string.Join(", ", Enumerable.Range(1, sources.Count).Select(i => $"${i}"))})";
        using var statement = new Statement(_connection, 1 + (sources?.Count ?? 0),
            $"SELECT at, source, reason, remote_address, body_sha256, body_length FROM rejections{wanted} ORDER BY sequence DESC LIMIT $0");
        using var rows = statement.Query([Limit(limit), .. sources ?? []]);
        List<RejectedRequest> requests = [];
        while (rows.Read())
        {
            requests.Add(new()
            {
                At = new(rows.GetInt64(0), TimeSpan.Zero),
                Source = rows.GetString(1),
                Reason = rows.GetString(2),
                RemoteAddress = rows.GetValue(3) as string,
                BodySha256 = rows.GetValue(4) is byte[] sha256 ? Convert.ToHexStringLower(sha256) : null,
                BodyLength = rows.GetValue(5) as long?,
            });
        }

        return requests;
    }

    public void Dispose()
    {
        _find.Dispose();
        _pending.Dispose();
        _pendingOf.Dispose();
        _connection.Dispose();
    }

    public static int Limit(int limit) => Math.Clamp(limit, 1, DeliveryFilter.MaximumLimit);

    private long Number(string sql)
    {
        using var statement = new Statement(_connection, 0, sql);
        return statement.Number();
    }

    private Dictionary<OutcomeKind, long> OutcomeCounts()
    {
        var counts = Enum.GetValues<OutcomeKind>().ToDictionary(kind => kind, _ => 0L);
        using var statement = new Statement(_connection, 0, "SELECT kind, count(*) FROM outcomes GROUP BY kind");
        using var rows = statement.Query();
        while (rows.Read())
        {
            counts[OutcomeCodes.Kind(rows.GetInt64(0))] = rows.GetInt64(1);
        }

        return counts;
    }

    private static List<DeliveryRecord> Records(SqliteDataReader rows)
    {
        List<DeliveryRecord> records = [];
        while (rows.Read())
        {
            records.Add(Record(rows));
        }

        return records;
    }

    private static DeliveryRecord Record(SqliteDataReader row)
    {
        var outcome = row.IsDBNull(20)
            ? null
            : new Outcome
            {
                Kind = OutcomeCodes.Kind(row.GetInt64(20)),
                Reason = row.GetValue(21) as string,
                Artefacts = JsonSerializer.Deserialize<string[]>(row.GetString(22)) ?? [],
            };
        var signalledAt = Time(row.GetValue(16));
        var unsettled = signalledAt is null ? DeliveryState.Accepted : DeliveryState.Signalled;
        return new()
        {
            Sequence = row.GetInt64(0),
            DeliveryId = Hex(row, 1),
            Key = row.GetString(2),
            Source = row.GetString(3),
            Provider = Enum.Parse<WebhookProvider>(row.GetString(4)),
            EventName = row.GetString(5),
            Entity = row.GetValue(6) as string,
            WorkflowType = row.GetValue(7) as string,
            ReceivedAt = new(row.GetInt64(8), TimeSpan.Zero),
            RemoteAddress = row.GetValue(9) as string,
            Payload = new(row.GetInt64(10), row.GetInt64(11), row.GetInt32(12), Hex(row, 13)),
            Event = row.GetValue(14) as byte[],
            RunId = row.GetValue(15) as string,
            SignalledAt = signalledAt,
            DuplicateCount = row.GetInt32(17),
            LastDuplicateAt = Time(row.GetValue(18)),
            HasConflict = row.GetInt64(19) == 1,
            Outcome = outcome,
            SettledAt = Time(row.GetValue(23)),
            State = outcome is null ? unsettled : DeliveryState.Settled,
        };
    }

    private static string Hex(SqliteDataReader row, int column) => Convert.ToHexStringLower((byte[])row.GetValue(column));

    private static DateTimeOffset? Time(object ticks) => ticks is long and > 0 ? new((long)ticks, TimeSpan.Zero) : null;
}
