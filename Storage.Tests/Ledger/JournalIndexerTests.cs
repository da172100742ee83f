using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Tests.Journal;

namespace Webhooks.Storage.Tests.Ledger;

public sealed class JournalIndexerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_ledger_has_not_seen_is_replayed_at_start_and_then_followed()
    {
        await Journals.WriteAsync(_folder["journal"], 50, segmentBytes: 4096);
        await using var ledger = await Ledgers.OpenAsync(_folder);
        await using var journal = await Journals.OpenAsync(_folder["journal"], segmentBytes: 4096);
        await RunAsync(journal, ledger, async indexer =>
        {
            await indexer.WaitForAsync(journal.End, _stop.Token);
            Assert.Equal(50, (await ledger.AuditAsync(CancellationToken.None)).Accepted);
            for (var i = 50; i < 80; i++)
            {
                await journal.AppendAsync(i);
            }

            await indexer.WaitForAsync(journal.End, _stop.Token);
        });
        Assert.Equal(Journals.Ids(80), await ledger.PendingIdsAsync());
    }

    [Fact]
    public async Task It_catches_up_again_after_any_number_of_restarts_without_counting_anything_twice()
    {
        await using var ledger = await Ledgers.OpenAsync(_folder);
        for (var start = 0; start < 4; start++)
        {
            await using var journal = await Journals.OpenAsync(_folder["journal"], segmentBytes: 4096);
            await RunAsync(journal, ledger, async indexer =>
            {
                await indexer.WaitForAsync(journal.End, _stop.Token);
                await journal.AppendAsync(start);
                await indexer.WaitForAsync(journal.End, _stop.Token);
            });
        }

        Assert.Equal(Journals.Ids(4), await ledger.PendingIdsAsync());
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(0, (await ledger.GetAsync(i)).DuplicateCount);
        }
    }

    [Fact]
    public async Task Damage_is_counted_once_and_what_is_behind_it_is_indexed()
    {
        var references = await Journals.WriteAsync(_folder["journal"], 5);
        var path = SegmentNames.PathOf(_folder["journal"], 1);
        var bytes = await File.ReadAllBytesAsync(path, _stop.Token);
        bytes[references[2].Offset + 50] ^= 4;
        await File.WriteAllBytesAsync(path, bytes, _stop.Token);
        await using var ledger = await Ledgers.OpenAsync(_folder);
        for (var start = 0; start < 2; start++)
        {
            await using var journal = await Journals.OpenAsync(_folder["journal"]);
            await RunAsync(journal, ledger, indexer => indexer.WaitForAsync(journal.End, _stop.Token));
        }

        var audit = await ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((4, 1), (audit.Accepted, audit.DamagedRecords));
        Assert.NotNull(await ledger.FindAsync(Deliveries.Id(4), CancellationToken.None));
    }

    [Fact]
    public async Task A_ledger_that_is_ahead_of_the_journal_is_refused_and_whoever_waits_is_told()
    {
        await using var ledger = await Ledgers.OpenAsync(_folder);
        await using (var journal = await Journals.OpenAsync(_folder["journal"]))
        {
            await journal.AppendAsync(0);
            await RunAsync(journal, ledger, indexer => indexer.WaitForAsync(journal.End, _stop.Token));
        }

        Directory.Delete(_folder["journal"], recursive: true);
        await using var empty = await Journals.OpenAsync(_folder["journal"]);
        var refused = new JournalIndexer(empty, ledger, new UnindexedEntries(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        var waiting = refused.WaitForAsync(new(1, 500), _stop.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused.RunAsync(null, _stop.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused.WaitForAsync(new(1, 500), _stop.Token));
    }

    [Fact]
    public async Task A_ledger_removed_by_the_operator_is_built_again_with_outcomes_from_the_door()
    {
        await using (var journal = await Journals.OpenAsync(_folder["journal"]))
        {
            await journal.AppendAsync(Deliveries.Facts(0, Ledgers.Ping), Deliveries.Body(0), CancellationToken.None);
            await journal.AppendAsync(1);
        }

        await using var reopened = await Journals.OpenAsync(_folder["journal"]);
        await using var ledger = await Ledgers.OpenAsync(_folder);
        await RunAsync(reopened, ledger, indexer => indexer.WaitForAsync(reopened.End, _stop.Token));
        Assert.Equal(OutcomeKind.Filtered, (await ledger.GetAsync(0)).Outcome?.Kind);
        Assert.Equal([Deliveries.Id(1)], await ledger.PendingIdsAsync());
    }

    private async Task RunAsync(DeliveryJournal journal, DeliveryLedger ledger, Func<JournalIndexer, Task> act)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var indexer = new JournalIndexer(journal, ledger, new UnindexedEntries(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        var running = indexer.RunAsync(null, ending.Token);
        await act(indexer);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
