using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.PostgreSql;

namespace Webhooks.Storage.Tests.PostgreSql;

/// <summary>What one gateway opens of a database.</summary>
internal sealed class PostgreSqlStore : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private PostgreSqlStore(PostgreSqlLedger ledger, IReadOnlyList<JournalKey> keys, TimeSpan lease, TimeProvider time)
    {
        Ledger = ledger;
        Acceptance = new(ledger, compresses: true, keys, NullLogger.Instance);
        Backlog = new(ledger, Acceptance, lease, time, NullLogger.Instance);
        Payloads = new(ledger, keys);
    }

    public PostgreSqlLedger Ledger { get; }

    public PostgreSqlAcceptance Acceptance { get; }

    public PostgreSqlBacklog Backlog { get; }

    public PostgreSqlPayloads Payloads { get; }

    public static async Task<PostgreSqlStore> OpenAsync(
        TestDatabase database, IReadOnlyList<JournalKey>? keys = null, TimeSpan? lease = null, TimeProvider? time = null) => new(
        await PostgreSqlLedger.OpenAsync(new() { ConnectionString = database.ConnectionString, RejectionsKept = 100 }, CancellationToken.None),
        keys ?? [],
        lease ?? Lease,
        time ?? TimeProvider.System);

    /// <returns>Whether it was new.</returns>
    public async Task<bool> AcceptAsync(AcceptedDelivery facts, byte[] body) => await Acceptance.AcceptAsync(facts, body, CancellationToken.None) is null;

    public Task<bool> AcceptAsync(int number) => AcceptAsync(Deliveries.Facts(number), Deliveries.Body(number));

    /// <summary>Follows its share as a forwarder with nothing under way would, until it has this many partitions.</summary>
    public async Task HoldAsync(int partitions)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        BacklogShare? adopted = null;
        while (adopted is null || adopted != Backlog.Share || Backlog.Held != partitions || Backlog.CallDeadline(adopted) is null)
        {
            adopted = Backlog.Share;
            Backlog.Adopt(adopted);
            await ticks.WaitForNextTickAsync(enough.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Backlog.DisposeAsync();
        await Acceptance.DisposeAsync();
        await Ledger.DisposeAsync();
    }
}
