using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();
    private DeliveryLedger _ledger = null!; // Set before each test by the runner.
    private int _records;

    private protected override IDeliveryLedger Ledger => _ledger;

    private protected override IBacklog Backlog => new LedgerBacklog(_ledger, new UnindexedEntries(TimeProvider.System));

    public override async Task InitializeAsync() => _ledger = await Ledgers.OpenAsync(_folder);

    public override async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private protected override Task AcceptAsync(params AcceptedDelivery[] deliveries) => _ledger.IndexAsync([.. deliveries.Select(Entry)], CancellationToken.None);

    /// <summary>One writer, in order: what is committed behind them is committed after them.</summary>
    private protected override Task FlushRejectionsAsync() => _ledger.SettleAsync(999);

    private DeliveryEntry Entry(AcceptedDelivery facts)
    {
        var number = Convert.ToInt32(facts.DeliveryId, 16);
        return Deliveries.Entry(number, offset: 128 + (_records++ * 1000L)) with { Facts = facts };
    }
}
