using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webhooks.Storage.PostgreSql;

/// <summary>
/// Keeps this gateway's fair share of the partitions. Leases end by the database's clock; here they are counted from before the renewal was
/// sent, on a clock that does not jump, so they end here first. A partition is given back only when nothing of it is under way any more.
/// </summary>
internal sealed partial class PartitionLeases(PostgreSqlDatabase database, TimeSpan lease, TimeProvider time, ILogger logger) : IDisposable
{
    private const string Fair = """
        greatest(0, (SELECT (64 + count(*) - 1) / count(*) FROM replicas) - (SELECT count(*) FROM leases WHERE owner = $1 AND expires_at > clock_timestamp()))
        """;

    private readonly string _owner = $"{Environment.MachineName}/{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _look = new(0, 1);
    private volatile Holding _holding = new(PartitionShare.Nothing, 0);
    private volatile PartitionShare _adopted = PartitionShare.Nothing;
    private IReadOnlyDictionary<short, long> _owned = new Dictionary<short, long>();

    private sealed record Holding(PartitionShare Share, long RenewedAt);

    /// <summary>Raised when the share is another one; must not block.</summary>
    public event EventHandler? Changed;

    public PartitionShare Share => _holding.Share;

    /// <summary>Partitions in the share.</summary>
    public int Held => Share.Partitions.Length;

    /// <summary>Three fit into a lease: one that begins right before the next renewal still ends in time when that one fails.</summary>
    private TimeSpan Call => lease / 3;

    public void Adopt(PartitionShare share)
    {
        _adopted = share;
        LookAgain();
    }

    public TimeSpan? CallDeadline(PartitionShare share)
    {
        var holding = _holding;
        return holding.Share == share && time.GetElapsedTime(holding.RenewedAt) + Call < lease ? Call : null;
    }

    /// <summary>Renews until cancelled; then gives everything back.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await TryRenewAsync(cancellationToken);
            try
            {
                await _look.WaitAsync(lease / 6, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The end that was asked for.
            }
        }

        await TryReleaseAsync();
    }

    public void Dispose() => _look.Dispose();

    private async Task TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RenewAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // What is held ends by itself; nothing new is taken.
            Log.NotRenewed(logger, PostgreSqlDatabase.Reason(e));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var (share, adopted) = (Share, _adopted);
        var unused = share == adopted ? _owned.Keys.Where(partition => !share.Has(partition)).ToArray() : [];
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var batch = Renewal(connection, unused);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        var owned = new Dictionary<short, long>();
        var replicas = 1;
        while (await rows.ReadAsync(cancellationToken))
        {
            owned.Add(rows.GetInt16(0), rows.GetInt64(1));
            replicas = (int)rows.GetInt64(2);
        }

        await rows.CloseAsync();
        _owned = owned;
        Hold(owned, (PostgreSqlSchema.Partitions + replicas - 1) / replicas, began);
    }

    private void Hold(Dictionary<short, long> owned, int fair, long began)
    {
        // Those beyond the fair share are not worked on any more and go back when what is under way has ended.
        var kept = owned.OrderByDescending(entry => Share.Has(entry.Key)).ThenBy(entry => entry.Key).Take(fair).ToDictionary();
        if (Share.IsOf(kept))
        {
            _holding = new(Share, began);
            return;
        }

        var share = new PartitionShare(kept);
        _holding = new(share, began);
        Log.Shares(logger, share.Partitions.Length, PostgreSqlSchema.Partitions);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private NpgsqlBatch Renewal(NpgsqlConnection connection, short[] unused) => new(connection)
    {
        BatchCommands =
        {
            PostgreSqlDatabase.Command($"DO $$ BEGIN PERFORM pg_advisory_xact_lock({PostgreSqlSchema.LeaseLock}); END $$"),
            PostgreSqlDatabase.Command(
                "INSERT INTO replicas VALUES ($1, clock_timestamp() + $2) ON CONFLICT (owner) DO UPDATE SET expires_at = excluded.expires_at", _owner, lease),
            PostgreSqlDatabase.Command("DELETE FROM replicas WHERE expires_at <= clock_timestamp()"),
            PostgreSqlDatabase.Command("UPDATE leases SET owner = NULL, expires_at = '-infinity' WHERE owner = $1 AND partition = ANY ($2)", _owner, unused),
            PostgreSqlDatabase.Command("UPDATE leases SET expires_at = clock_timestamp() + $2 WHERE owner = $1 AND expires_at > clock_timestamp()", _owner, lease),
            PostgreSqlDatabase.Command(
                $"""
                UPDATE leases SET owner = $1, token = token + 1, expires_at = clock_timestamp() + $2
                WHERE partition IN (SELECT partition FROM leases WHERE expires_at <= clock_timestamp() ORDER BY partition LIMIT {Fair})
                """,
                _owner,
                lease),
            PostgreSqlDatabase.Command(
                "SELECT partition, token, (SELECT count(*) FROM replicas) FROM leases WHERE owner = $1 AND expires_at > clock_timestamp()", _owner),
        },
    };

    private async Task TryReleaseAsync()
    {
        _holding = new(PartitionShare.Nothing, 0);
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    PostgreSqlDatabase.Command("UPDATE leases SET owner = NULL, expires_at = '-infinity' WHERE owner = $1", _owner),
                    PostgreSqlDatabase.Command("DELETE FROM replicas WHERE owner = $1", _owner),
                    PostgreSqlDatabase.Command($"SELECT pg_notify('{PostgreSqlSchema.Channel}', '')"),
                },
            };
            await batch.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.NotReleased(logger, PostgreSqlDatabase.Reason(e));
        }
    }

    private void LookAgain()
    {
        if (_look.CurrentCount == 0)
        {
            try
            {
                _look.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody was quicker; one look is enough.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Information, "This gateway signals the entities of {Held} of {All} partitions.")]
        public static partial void Shares(ILogger logger, int held, int all);

        [LoggerMessage(11, LogLevel.Warning, "The leases could not be renewed; signalling pauses before they end: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string reason);

        [LoggerMessage(12, LogLevel.Warning, "The leases could not be given back; other gateways take them over when they end: {Reason}")]
        public static partial void NotReleased(ILogger logger, string reason);
    }
}
