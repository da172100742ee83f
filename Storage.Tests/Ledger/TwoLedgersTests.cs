using SystemSqlite;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

/// <summary>Gateway and worker write one file; two ledgers in one process lock each other out in the same way.</summary>
public sealed class TwoLedgersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_indexes_while_the_other_settles_and_both_count_duplicates()
    {
        const int count = 600;
        await using var gateway = await Ledgers.OpenAsync(_folder);
        await using var worker = await Ledgers.OpenAsync(_folder);
        var indexing = Task.Run(async () =>
        {
            foreach (var chunk in Enumerable.Range(0, count).Chunk(7))
            {
                await gateway.IndexAsync(chunk);
            }
        });
        var signalling = Task.Run(() => Task.WhenAll(Enumerable.Range(0, count).Select(number => gateway.SignalAsync(number))));
        var settling = Task.Run(() => Task.WhenAll(Enumerable.Range(0, count).Reverse().Select(number => worker.SettleAsync(number))));
        var duplicates = Task.Run(() => Task.WhenAll(Enumerable.Range(0, count).SelectMany(number =>
            new[] { gateway.DuplicateAsync(number), worker.DuplicateAsync(number) })));
        await Task.WhenAll(indexing, signalling, settling, duplicates);

        var audit = await worker.AuditAsync(CancellationToken.None);
        Assert.Equal((count, 0, 0, 0), (audit.Accepted, audit.Pending, audit.Unsettled, audit.OutcomesWithoutDelivery));
        Assert.Equal(count, audit.Outcomes[OutcomeKind.Handled]);
        for (var i = 0; i < count; i++)
        {
            var record = await worker.GetAsync(i);
            Assert.Equal((DeliveryState.Settled, 2, "run"), (record.State, record.DuplicateCount, record.RunId));
        }
    }

    [Fact]
    public async Task Of_two_that_settle_one_delivery_exactly_one_is_first()
    {
        await using var first = await Ledgers.OpenAsync(_folder);
        await using var second = await Ledgers.OpenAsync(_folder);
        await first.IndexAsync([.. Enumerable.Range(0, 200)]);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
            await Task.WhenAll(first.SettleAsync(number), second.SettleAsync(number, Ledgers.Ping))));
        Assert.All(results, both => Assert.True(both[0] ^ both[1]));
        for (var i = 0; i < results.Length; i++)
        {
            var expected = results[i][0] ? OutcomeKind.Handled : OutcomeKind.Filtered;
            Assert.Equal(expected, (await second.GetAsync(i)).Outcome?.Kind);
        }
    }

    [Fact]
    public async Task A_writer_waits_for_the_lock_of_another_process()
    {
        await using var ledger = await Ledgers.OpenAsync(_folder);
        using var other = SqliteConnections.Open(SqliteDatabase.File(_folder["data", "ledger.db"]));
        other.Execute("BEGIN IMMEDIATE; INSERT INTO journal_damage VALUES (7, 7, 7, 'why')");
        var indexing = ledger.IndexAsync(0);
        for (var i = 0; i < 500; i++)
        {
            Assert.Null(await ledger.FindAsync(Deliveries.Id(0), CancellationToken.None));
        }

        Assert.False(indexing.IsCompleted);
        other.Execute("COMMIT");
        await indexing;
        Assert.NotNull(await ledger.FindAsync(Deliveries.Id(0), CancellationToken.None));
    }

    [Fact]
    public async Task Four_ledgers_may_create_one_file_at_once()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Ledgers.OpenAsync(_folder)));
        await ledgers[0].IndexAsync(0);
        foreach (var ledger in ledgers)
        {
            Assert.Equal(Deliveries.Id(0), (await ledger.GetAsync(0)).DeliveryId);
            await ledger.DisposeAsync();
        }
    }
}
