using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

/// <summary>SQLite's log of the ledger: pages go to the file from there, and the log begins anew.</summary>
public sealed class LedgerLogTests : IAsyncLifetime
{
    private const long Mebibyte = 1024 * 1024;
    private const int Together = 50;

    private readonly TemporaryFolder _folder = new();
    private DeliveryLedger _ledger = null!; // Set before each test by the runner.
    private int _indexed;

    private long LogSize => new FileInfo(_folder["data", "ledger.db-wal"]).Length;

    public async Task InitializeAsync() => _ledger = await Ledgers.OpenAsync(_folder);

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>By itself SQLite would do it every 4 MiB.</summary>
    [Fact]
    public async Task It_grows_to_sixteen_mebibytes_and_hardly_further()
    {
        await IndexUntilAsync(() => LogSize > 15 * Mebibyte);
        await IndexUntilAsync(() => new FileInfo(_folder["data", "ledger.db"]).Length > Mebibyte);
        for (var i = 0; i < 200; i++)
        {
            await IndexAsync();
        }

        Assert.InRange(LogSize, 15 * Mebibyte, 20 * Mebibyte);
    }

    private async Task IndexUntilAsync(Func<bool> isIt)
    {
        for (var i = 0; i < 2000 && !isIt(); i++)
        {
            await IndexAsync();
        }

        Assert.True(isIt(), $"{_indexed} deliveries made a log of {LogSize} bytes.");
    }

    private async Task IndexAsync()
    {
        await _ledger.IndexAsync([.. Enumerable.Range(_indexed, Together)]);
        _indexed += Together;
    }
}
