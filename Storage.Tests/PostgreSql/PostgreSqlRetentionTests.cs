using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.Tests.PostgreSql;

public sealed class PostgreSqlRetentionTests : IAsyncLifetime
{
    private TestDatabase _database = null!; // Set before each test by the runner, as is the next.
    private PostgreSqlStore _store = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = await PostgreSqlStore.OpenAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [SkippableFact]
    public async Task Bodies_go_after_their_time_deliveries_much_later_and_what_has_no_outcome_stays()
    {
        await FillAsync(3, settled: 2);
        var result = await RunAsync(new() { Bodies = TimeSpan.FromDays(1) }, days: 2);
        Assert.Equal((Deliveries.Body(0).Length + Deliveries.Body(1).Length, 0L, 0L), (result.BytesFreed, result.DeliveriesForgotten, result.JournalBytes - Deliveries.Body(2).Length));
        var payload = (await _store.Ledger.FindAsync(Deliveries.Id(0), CancellationToken.None))!.Payload; // Not null: only its body is gone.
        await Assert.ThrowsAsync<PayloadMissingException>(() => _store.Payloads.ReadAsync(payload, CancellationToken.None));
        Assert.False(await _store.AcceptAsync(0));

        result = await RunAsync(new() { Bodies = TimeSpan.FromDays(1), Deliveries = TimeSpan.FromDays(60) }, days: 61);
        Assert.Equal(2, result.DeliveriesForgotten);
        Assert.Equal(1L, await _database.ExecuteAsync("SELECT count(*) FROM deliveries JOIN bodies USING (sequence)"));
        Assert.True(await _store.AcceptAsync(0));
    }

    [SkippableFact]
    public async Task Beyond_its_size_the_oldest_settled_bodies_go_earlier_and_deliveries_never_inside_the_window()
    {
        await FillAsync(4, settled: 3);
        var result = await RunAsync(new() { MaximumJournalBytes = 1, MaximumDeliveries = 1 }, days: 1);
        Assert.Equal((Deliveries.Body(3).Length, true, 0L), (result.JournalBytes, result.IsOverLimit, result.DeliveriesForgotten));
        result = await RunAsync(new() { MaximumJournalBytes = 1, MaximumDeliveries = 2 }, days: 31);
        Assert.Equal(2, result.DeliveriesForgotten);
        Assert.Null(await _store.Ledger.FindAsync(Deliveries.Id(1), CancellationToken.None));
        Assert.NotNull(await _store.Ledger.FindAsync(Deliveries.Id(2), CancellationToken.None));
    }

    private async Task FillAsync(int count, int settled)
    {
        for (var i = 0; i < count; i++)
        {
            await _store.AcceptAsync(i);
        }

        for (var i = 0; i < settled; i++)
        {
            await _store.Ledger.SettleAsync(Deliveries.Id(i), new() { Kind = OutcomeKind.Handled }, Deliveries.Noon, CancellationToken.None);
        }
    }

    private Task<RetentionResult> RunAsync(RetentionOptions options, int days) =>
        new PostgreSqlRetention(_store.Ledger, options, new FixedTime { Now = Deliveries.Noon.AddDays(days) }).RunAsync(CancellationToken.None);
}
