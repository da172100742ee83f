using System.Text;
using System.Text.Json;
using Npgsql;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>A row of deliveries as a record.</summary>
internal static class DeliveryRows
{
    /// <summary>Payloads in the database have no segment; the offset is the sequence of their delivery.</summary>
    public const long NoSegment = 0;

    public const string IsPending = "signalled_at IS NULL AND outcome = 0 AND workflow_type IS NOT NULL";

    public const string Select = """
        SELECT sequence, delivery_id, key, source, provider, event_name, entity, workflow_type, received_at, remote_address, length, sha256,
            event, run_id, signalled_at, duplicates, last_duplicate_at, conflict, outcome, reason, artefacts, settled_at
        FROM deliveries
        """;

    public static DeliveryRecord Read(NpgsqlDataReader row)
    {
        var sequence = row.GetInt64(0);
        var signalledAt = Time(row, 14);
        var outcome = Outcome(row);
        var unsettled = signalledAt is null ? DeliveryState.Accepted : DeliveryState.Signalled;
        return new()
        {
            Sequence = sequence,
            DeliveryId = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)),
            Key = row.GetString(2),
            Source = row.GetString(3),
            Provider = Enum.Parse<WebhookProvider>(row.GetString(4)),
            EventName = row.GetString(5),
            Entity = Text(row, 6),
            WorkflowType = Text(row, 7),
            ReceivedAt = new(row.GetInt64(8), TimeSpan.Zero),
            RemoteAddress = Text(row, 9),
            Payload = new(NoSegment, sequence, row.GetInt32(10), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(11))),
            Event = row.IsDBNull(12) ? null : row.GetFieldValue<byte[]>(12),
            RunId = Text(row, 13),
            SignalledAt = signalledAt,
            DuplicateCount = row.GetInt32(15),
            LastDuplicateAt = Time(row, 16),
            HasConflict = row.GetBoolean(17),
            Outcome = outcome,
            SettledAt = Time(row, 21),
            State = outcome is null ? unsettled : DeliveryState.Settled,
        };
    }

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetInt64(column), TimeSpan.Zero);

    /// <summary>The database's text holds neither NUL nor half a surrogate pair: they become replacement characters.</summary>
    public static string? Storable(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static Outcome? Outcome(NpgsqlDataReader row) => row.GetInt16(18) is var code && code == 0 ? null : new()
    {
        Kind = OutcomeCodes.Kind(code),
        Reason = Text(row, 19),
        Artefacts = JsonSerializer.Deserialize<string[]>(row.GetString(20)) ?? [],
    };
}
