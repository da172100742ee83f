using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Tests.Ledger;

namespace Webhooks.Storage.Tests.PostgreSql;

public sealed class PostgreSqlLedgerTests : LedgerContract
{
    private TestDatabase _database = null!; // Set before each test by the runner, as is the next.
    private PostgreSqlStore _store = null!;

    private protected override IDeliveryLedger Ledger => _store.Ledger;

    private protected override IBacklog Backlog => _store.Backlog;

    public override async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = await PostgreSqlStore.OpenAsync(_database, lease: TimeSpan.FromSeconds(30));
        await _store.HoldAsync(64);
    }

    public override async Task DisposeAsync()
    {
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private protected override async Task AcceptAsync(params AcceptedDelivery[] deliveries)
    {
        foreach (var facts in deliveries)
        {
            Assert.True(await _store.AcceptAsync(facts, Deliveries.Body(Convert.ToInt32(facts.DeliveryId, 16))));
        }
    }

    private protected override async Task FlushRejectionsAsync()
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await _database.ExecuteAsync("SELECT max(sequence) FROM rejections") is not 250L)
        {
            await ticks.WaitForNextTickAsync(enough.Token);
        }
    }
}
