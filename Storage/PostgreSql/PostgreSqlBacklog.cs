using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.PostgreSql;

/// <summary>What waits in the partitions that this gateway has leases of. Others say by NOTIFY that there is more; who misses that looks by itself.</summary>
public sealed partial class PostgreSqlBacklog : IBacklog, IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly PostgreSqlDatabase _database;
    private readonly PartitionLeases _leases;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public PostgreSqlBacklog(PostgreSqlLedger ledger, PostgreSqlAcceptance acceptance, TimeSpan lease, TimeProvider time, ILogger logger)
    {
        (_database, _time, _logger) = (ledger.Database, time, logger);
        _leases = new(_database, lease, time, logger);
        _leases.Changed += (_, _) => NoteChange();
        acceptance.Committed += (_, _) => NoteChange();
        _running = Task.WhenAll(_leases.RunAsync(_stopping.Token), ListenAsync(_stopping.Token));
    }

    public event EventHandler? Changed;

    public BacklogShare Share => _leases.Share;

    /// <summary>Of how many partitions this gateway signals the entities.</summary>
    public int Held => _leases.Held;

    /// <summary>False when leases or notifications have ended, which they never do before this is closed.</summary>
    public bool IsRunning => !_running.IsCompleted;

    public void Adopt(BacklogShare share) => _leases.Adopt((PartitionShare)share);

    public TimeSpan? CallDeadline(BacklogShare share) => share is PartitionShare held ? _leases.CallDeadline(held) : null;

    public async Task<PendingPage> PendingAsync(BacklogShare share, int limit, long after, CancellationToken cancellationToken)
    {
        if (share is not PartitionShare { Partitions: { Length: > 0 } partitions })
        {
            return new([], after, HasMore: false);
        }

        var rows = await _database.QueryAsync(
            $"{DeliveryRows.Select} WHERE {DeliveryRows.IsPending} AND partition = ANY ($1) AND sequence > $2 ORDER BY sequence LIMIT $3",
            [partitions, after, Limit(limit)],
            DeliveryRows.Read,
            cancellationToken);
        return new(rows, rows is [.., var last] ? last.Sequence : after, rows.Count == Limit(limit));
    }

    public async Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken) =>
        await _database.QueryAsync(
            $"{DeliveryRows.Select} WHERE {DeliveryRows.IsPending} AND entity = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            [entity, after, Limit(limit)],
            DeliveryRows.Read,
            cancellationToken);

    public bool TryMarkAhead(SignalledDelivery delivery) => false;

    public Task MarkSignalledAsync(BacklogShare share, IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken)
    {
        var held = (PartitionShare)share;
        return _database.ExecuteAsync(
            """
            WITH known AS (
                SELECT sequence, delivery_id, partition FROM deliveries WHERE delivery_id = ANY ($1) AND signalled_at IS NULL
                ORDER BY sequence FOR NO KEY UPDATE
            )
            UPDATE deliveries d SET run_id = mark.run_id, signalled_at = mark.at
            FROM known JOIN unnest($1, $2, $3) AS mark (id, run_id, at) ON id = delivery_id
                JOIN unnest($4, $5) AS held (partition, token) USING (partition) JOIN leases USING (partition, token)
            WHERE d.sequence = known.sequence
            """,
            [
                deliveries.Select(delivery => Convert.FromHexString(delivery.DeliveryId)).ToArray(),
                deliveries.Select(delivery => delivery.RunId ?? "").ToArray(),
                deliveries.Select(delivery => delivery.At.UtcTicks).ToArray(),
                held.Partitions,
                held.Tokens,
            ],
            cancellationToken);
    }

    /// <summary>Gives the leases back, so that others need not wait for their end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _leases.Dispose();
        _stopping.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _database.Source.OpenConnectionAsync(cancellationToken);
                connection.Notification += (_, _) => NoteChange();
                await using var listen = new NpgsqlCommand($"LISTEN {PostgreSqlSchema.Channel}", connection);
                await listen.ExecuteNonQueryAsync(cancellationToken);
                while (true)
                {
                    await connection.WaitAsync(cancellationToken);
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Log.NotListening(_logger, PostgreSqlDatabase.Reason(e));
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await PauseAsync(cancellationToken);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(RetryAfter, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }
    }

    private void NoteChange() => Changed?.Invoke(this, EventArgs.Empty);

    private static int Limit(int limit) => Math.Clamp(limit, 1, DeliveryFilter.MaximumLimit);

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "Notifications of PostgreSQL are away; new deliveries of other gateways are found a few seconds later: {Reason}")]
        public static partial void NotListening(ILogger logger, string reason);
    }
}
