using Npgsql;
using Webhooks.Storage.Durability;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>Evidence of rejected requests, written behind the answers in batches. Under a flood, or while the database is away, some are dropped and counted.</summary>
internal sealed class RejectionLog : IAsyncDisposable
{
    private const int MaximumWaiting = 1024;
    private const int MaximumBatch = 256;
    private const int MaximumTextLength = 256;

    private readonly PostgreSqlDatabase _database;
    private readonly int _kept;
    private readonly BatchThread<RejectedRequest> _writer;
    private long _dropped;

    public RejectionLog(PostgreSqlDatabase database, int kept)
    {
        (_database, _kept) = (database, kept);
        _writer = new("rejection writer", MaximumBatch, MaximumBatch, _ => 1, Write);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(RejectedRequest request)
    {
        if (_writer.Waiting >= MaximumWaiting || !_writer.TryAdd(request))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public static RejectedRequest Read(NpgsqlDataReader row) => new()
    {
        At = new(row.GetInt64(0), TimeSpan.Zero),
        Source = row.GetString(1),
        Reason = row.GetString(2),
        RemoteAddress = DeliveryRows.Text(row, 3),
        BodySha256 = row.IsDBNull(4) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)),
        BodyLength = row.IsDBNull(5) ? null : row.GetInt64(5),
    };

    private void Write(IReadOnlyList<RejectedRequest> batch)
    {
        try
        {
            using var connection = _database.Source.OpenConnection();
            using var insert = new NpgsqlBatch(connection);
            insert.BatchCommands.Add(PostgreSqlDatabase.Command(
                """
                INSERT INTO rejections (at, source, reason, remote_address, body_sha256, body_length)
                SELECT at, source, reason, address, sha256, length
                FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS new (at, source, reason, address, sha256, length, place) ORDER BY place
                """,
                batch.Select(request => request.At.UtcTicks).ToArray(),
                Texts(batch, request => request.Source),
                Texts(batch, request => request.Reason),
                Texts(batch, request => request.RemoteAddress),
                new NpgsqlParameter
                {
                    Value = batch.Select(request => request.BodySha256 is { } sha256 ? Convert.FromHexString(sha256) : null).ToArray(),
                    DataTypeName = "bytea[]",
                },
                batch.Select(request => request.BodyLength).ToArray()));
            insert.BatchCommands.Add(PostgreSqlDatabase.Command(
                "DELETE FROM rejections WHERE sequence <= (SELECT max(sequence) FROM rejections) - $1", (long)_kept));
            insert.ExecuteNonQuery();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            Interlocked.Add(ref _dropped, batch.Count);
        }
    }

    private static NpgsqlParameter Texts(IReadOnlyList<RejectedRequest> batch, Func<RejectedRequest, string?> text) => new()
    {
        Value = batch.Select(request => Bounded(DeliveryRows.Storable(text(request)))).ToArray(),
        DataTypeName = "text[]",
    };

    private static string? Bounded(string? text) => text is { Length: > MaximumTextLength } ? text[..MaximumTextLength] : text;
}
