using Webhooks.Storage.Retention;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// Forgets what is old: first the body of a settled delivery, much later the delivery. A few at a time, so that others can write in between.
/// Several gateways may do it at once.
/// </summary>
public sealed class PostgreSqlRetention(PostgreSqlLedger ledger, RetentionOptions options, TimeProvider time)
{
    private const int Batch = 500;

    private const string DropBodies = """
        WITH due AS (
            SELECT sequence FROM bodies JOIN deliveries USING (sequence) WHERE outcome <> 0 AND received_at < $1 ORDER BY sequence LIMIT $2
        )
        DELETE FROM bodies USING due WHERE bodies.sequence = due.sequence RETURNING size
        """;

    private const string Forget = """
        DELETE FROM deliveries WHERE sequence IN (
            SELECT sequence FROM deliveries d WHERE outcome <> 0 AND received_at < $1 AND NOT EXISTS (SELECT FROM bodies b WHERE b.sequence = d.sequence)
            ORDER BY sequence LIMIT $2)
        """;

    /// <summary>Stopping it anywhere is harmless: the next call goes on.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    public async Task<RetentionResult> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var freed = await DropAsync(now - options.Bodies, long.MaxValue, cancellationToken);
        var bytes = await NumberAsync("SELECT coalesce(sum(size), 0)::bigint FROM bodies", [], cancellationToken);
        if (options.MaximumJournalBytes is { } most && bytes > most)
        {
            var more = await DropAsync(DateTimeOffset.MaxValue, bytes - most, cancellationToken);
            (freed, bytes) = (freed + more, bytes - more);
        }

        return new()
        {
            SegmentsDropped = 0,
            BytesFreed = freed,
            DeliveriesForgotten = await ForgetAsync(now, cancellationToken),
            RejectionsForgotten = await ledger.Database.ExecuteAsync(
                "DELETE FROM rejections WHERE at < $1", [(now - options.Rejections).UtcTicks], cancellationToken),
            JournalBytes = bytes,
            SegmentsHeld = 0,
            IsOverLimit = bytes > options.MaximumJournalBytes,
        };
    }

    /// <returns>How many bytes.</returns>
    private async Task<long> DropAsync(DateTimeOffset before, long enough, CancellationToken cancellationToken)
    {
        var freed = 0L;
        List<int> dropped;
        do
        {
            dropped = await ledger.Database.QueryAsync(DropBodies, [before.UtcTicks, Batch], row => row.GetInt32(0), cancellationToken);
            freed += dropped.Sum(size => (long)size);
        }
        while (dropped.Count > 0 && freed < enough);
        return freed;
    }

    private async Task<long> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = await ForgetAsync(now - options.Deliveries, long.MaxValue, cancellationToken);
        if (options.MaximumDeliveries is { } most && await NumberAsync("SELECT count(*) FROM deliveries", [], cancellationToken) - most is var excess && excess > 0)
        {
            forgotten += await ForgetAsync(now - options.DeduplicationWindow, excess, cancellationToken);
        }

        return forgotten;
    }

    private async Task<long> ForgetAsync(DateTimeOffset before, long enough, CancellationToken cancellationToken)
    {
        var forgotten = 0L;
        int batch;
        do
        {
            batch = await ledger.Database.ExecuteAsync(Forget, [before.UtcTicks, (int)Math.Min(Batch, enough - forgotten)], cancellationToken);
            forgotten += batch;
        }
        while (batch > 0 && forgotten < enough);
        return forgotten;
    }

    private async Task<long> NumberAsync(string sql, object?[] values, CancellationToken cancellationToken) =>
        (await ledger.Database.QueryAsync(sql, values, row => row.GetInt64(0), cancellationToken))[0];
}
