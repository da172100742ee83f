using Webhooks.Storage.Backlog;

namespace Webhooks.Storage.Tests.PostgreSql;

public sealed class PartitionLeaseTests : IAsyncLifetime
{
    private TestDatabase _database = null!; // Set before each test by the runner.

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [SkippableFact]
    public async Task Two_gateways_share_the_partitions_and_one_has_them_all_when_the_other_has_stopped()
    {
        await using var first = await PostgreSqlStore.OpenAsync(_database);
        await first.HoldAsync(64);
        var second = await PostgreSqlStore.OpenAsync(_database);
        await Task.WhenAll(first.HoldAsync(32), second.HoldAsync(32));

        var pending = await FillAsync(first, 40);
        Assert.Equal(pending, (await PendingAsync(first)).Concat(await PendingAsync(second)).Order());
        Assert.NotEmpty(await PendingAsync(first));
        Assert.NotEmpty(await PendingAsync(second));

        await second.DisposeAsync();
        await first.HoldAsync(64);
        Assert.Equal(pending, (await PendingAsync(first)).Order());
    }

    [SkippableFact]
    public async Task A_partition_is_given_back_only_when_its_holder_has_ended_what_is_under_way()
    {
        await using var first = await PostgreSqlStore.OpenAsync(_database);
        await first.HoldAsync(64);
        var before = first.Backlog.Share;
        await using var second = await PostgreSqlStore.OpenAsync(_database);
        await ChangeAsync(first, before);

        // Nothing may begin under the old share, and nothing of it is given away before it is let go.
        Assert.Null(first.Backlog.CallDeadline(before));
        Assert.Equal(64L, await _database.ExecuteAsync("SELECT count(*) FROM leases WHERE expires_at > clock_timestamp() AND owner = (SELECT owner FROM leases WHERE partition = 0)"));
        Assert.Equal(0, second.Backlog.Held);
        await Task.WhenAll(first.HoldAsync(32), second.HoldAsync(32));
    }

    [SkippableFact]
    public async Task Leases_of_one_that_is_gone_end_and_are_taken_with_a_higher_token_and_its_marks_count_no_more()
    {
        var lost = await PostgreSqlStore.OpenAsync(_database);
        await lost.HoldAsync(64);
        await lost.AcceptAsync(1);
        await lost.AcceptAsync(2);
        var share = lost.Backlog.Share;
        await MarkAsync(lost, share, 1);

        // As if it had been killed: nobody renews, nobody gives back.
        await _database.ExecuteAsync("UPDATE leases SET owner = 'gone', expires_at = clock_timestamp() + interval '1 second'");
        await using var next = await PostgreSqlStore.OpenAsync(_database);
        await ChangeAsync(lost, share);
        await Task.WhenAll(lost.HoldAsync(32), next.HoldAsync(32));

        Assert.Equal(2L, await _database.ExecuteAsync("SELECT min(token) FROM leases"));
        await MarkAsync(lost, share, 2);
        Assert.Null((await next.Ledger.FindAsync(Deliveries.Id(2), CancellationToken.None))?.SignalledAt);
        Assert.NotNull((await next.Ledger.FindAsync(Deliveries.Id(1), CancellationToken.None))?.SignalledAt);
        await lost.DisposeAsync();
    }

    [SkippableFact]
    public async Task No_call_begins_that_could_outlast_a_lease_that_is_not_renewed()
    {
        await using var store = await PostgreSqlStore.OpenAsync(_database);
        await store.HoldAsync(64);
        Assert.Equal(TimeSpan.FromSeconds(1), store.Backlog.CallDeadline(store.Backlog.Share));
        await _database.CloseAsync();
        var began = TimeProvider.System.GetTimestamp();
        await UntilAsync(() => store.Backlog.CallDeadline(store.Backlog.Share) is null);

        // Two thirds of the lease of three seconds, and less what had passed since the last renewal.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 2.5);
        await _database.OpenAsync();
        await store.HoldAsync(64);
    }

    [SkippableFact]
    public async Task A_delivery_of_one_gateway_wakes_the_other()
    {
        await using var first = await PostgreSqlStore.OpenAsync(_database, lease: TimeSpan.FromMinutes(10));
        await using var second = await PostgreSqlStore.OpenAsync(_database, lease: TimeSpan.FromMinutes(10));
        await UntilAsync(async () => await _database.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'") is 2L);
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.Backlog.Changed += (_, _) => woken.TrySetResult();
        await first.AcceptAsync(1);
        await woken.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<List<string>> FillAsync(PostgreSqlStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await store.AcceptAsync(Deliveries.Facts(i) with { Entity = $"github/repository/{i}" }, Deliveries.Body(i));
        }

        return [.. Enumerable.Range(0, count).Select(Deliveries.Id).Order()];
    }

    private static async Task<List<string>> PendingAsync(PostgreSqlStore store) =>
        [.. (await store.Backlog.PendingAsync(store.Backlog.Share, 500, 0, CancellationToken.None)).Rows.Select(record => record.DeliveryId)];

    private static Task MarkAsync(PostgreSqlStore store, BacklogShare share, int number) =>
        store.Backlog.MarkSignalledAsync(share, [new(Deliveries.Id(number), "run", Deliveries.Noon)], CancellationToken.None);

    private static Task ChangeAsync(PostgreSqlStore store, BacklogShare before) => UntilAsync(() => store.Backlog.Share != before);

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            await ticks.WaitForNextTickAsync(enough.Token);
        }
    }
}
