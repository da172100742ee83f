using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

public sealed class UnindexedEntriesTests : IAsyncLifetime
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
    private readonly ManualTime time = new();
    private readonly UnindexedEntries unindexed;
    private DeliveryLedger ledger = null!; // Opened before each test.
    private LedgerBacklog backlog = null!;

    public UnindexedEntriesTests() => unindexed = new(time);

    public async Task InitializeAsync()
    {
        ledger = await Ledgers.OpenAsync(folder);
        backlog = new(ledger, unindexed);
        unindexed.Start(await ledger.LastSequenceAsync(stop.Token));
    }

    public async Task DisposeAsync()
    {
        await ledger.DisposeAsync();
        stop.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_read_before_it_is_in_the_ledger_is_what_the_ledger_has_later()
    {
        await ledger.IndexAsync(0, 1);
        unindexed.Start(await ledger.LastSequenceAsync(stop.Token));
        await AddAsync(2, 3);
        var before = (await backlog.PendingAsync(backlog.Share, 10, 2, stop.Token)).Rows;
        Assert.Equal([3L, 4L], before.Select(row => row.Sequence));

        await WriteAllAsync();

        Assert.Equivalent(before, await ledger.PendingAsync(10, 2, stop.Token), strict: true);
    }

    [Fact]
    public async Task What_is_signalled_on_the_way_is_written_with_its_mark_and_never_pending()
    {
        await AddAsync(0, 1);
        Assert.True(backlog.TryMarkAhead(Mark(0)));
        Assert.Equal([Deliveries.Id(1)], await PendingAsync(0));
        Assert.Equal([], await PendingOfAsync(0));

        await WriteAllAsync();

        var row = await ledger.GetAsync(0);
        Assert.Equal((DeliveryState.Signalled, "run 0", Deliveries.Noon), (row.State, row.RunId, row.SignalledAt));
        Assert.Equal([Deliveries.Id(1)], await PendingAsync(0));
    }

    [Fact]
    public async Task What_is_being_written_is_marked_in_the_ledger()
    {
        await AddAsync(0);
        unindexed.Hurry(new(1, long.MaxValue));
        var taken = await unindexed.TakeAsync(stop.Token);

        Assert.False(backlog.TryMarkAhead(Mark(0)));
        await ledger.IndexAsync(taken, stop.Token);
        unindexed.Indexed();
        Assert.False(backlog.TryMarkAhead(Mark(0)));
        Assert.Equal(DeliveryState.Accepted, (await ledger.GetAsync(0)).State);
    }

    [Fact]
    public async Task Deliveries_wait_a_moment_for_their_signals_and_no_longer()
    {
        await AddAsync(0, 1);
        var taking = unindexed.TakeAsync(stop.Token);
        await time.WaitedForAsync();
        Assert.True(backlog.TryMarkAhead(Mark(0)));
        time.Advance(Gathering);
        Assert.Equal([Deliveries.Id(0)], Ids(await taking));
        unindexed.Indexed();

        var rest = unindexed.TakeAsync(stop.Token);
        await time.WaitedForAsync();
        time.Advance(Gathering);

        Assert.Equal([Deliveries.Id(1)], Ids(await rest));
    }

    [Fact]
    public async Task One_that_is_not_signalled_keeps_what_follows_from_being_written_before_it()
    {
        await AddAsync(0, 1);
        Assert.True(backlog.TryMarkAhead(Mark(1)));
        var taking = unindexed.TakeAsync(stop.Token);
        await time.WaitedForAsync();
        time.Advance(Gathering);
        await time.WaitedForAsync();
        Assert.False(taking.IsCompleted);
        time.Advance(Gathering);

        Assert.Equal(Ids(0, 1), Ids(await taking));
    }

    [Fact]
    public async Task What_ends_at_the_door_waits_for_no_signal()
    {
        await unindexed.AddAsync([Deliveries.Entry(0, Ledgers.Ping)], stop.Token);
        Assert.Equal([], await PendingAsync(0));
        var taking = unindexed.TakeAsync(stop.Token);
        await time.WaitedForAsync();
        time.Advance(Gathering);

        Assert.Equal([Deliveries.Id(0)], Ids(await taking));
        Assert.False(backlog.TryMarkAhead(Mark(0)));
    }

    [Fact]
    public async Task Nobody_who_waits_for_the_ledger_waits_for_signals()
    {
        await AddAsync(0, 1, 2);
        var taking = unindexed.TakeAsync(stop.Token);
        await time.WaitedForAsync();

        unindexed.Hurry(Deliveries.Entry(1).Next);

        Assert.Equal(Ids(0, 1), Ids(await taking));
    }

    [Fact]
    public async Task Many_do_not_wait_for_more()
    {
        await unindexed.AddAsync([.. Enumerable.Range(0, 600).Select(number => Deliveries.Entry(number, Ledgers.Ping))], stop.Token);

        Assert.Equal(600, (await unindexed.TakeAsync(stop.Token)).Count);
    }

    [Fact]
    public async Task Who_follows_the_journal_waits_while_the_ledger_takes_nothing()
    {
        var adding = unindexed.AddAsync([.. Enumerable.Range(0, 9000).Select(number => Deliveries.Entry(number, Ledgers.Ping))], stop.Token);
        Assert.False(adding.IsCompleted);

        await unindexed.TakeAsync(stop.Token);
        unindexed.Indexed();

        await adding;
    }

    [Fact]
    public async Task A_second_record_of_a_delivery_is_a_redelivery_and_its_mark_that_of_the_first()
    {
        await AddAsync(0);
        await WriteAllAsync();
        await unindexed.AddAsync([Deliveries.Entry(0, offset: 1128)], stop.Token);
        Assert.True(backlog.TryMarkAhead(Mark(0)));
        await unindexed.AddAsync([Deliveries.Entry(2)], stop.Token);
        await WriteAllAsync();

        var first = await ledger.GetAsync(0);
        Assert.Equal((1, DeliveryState.Signalled), (first.DuplicateCount, first.State));
        Assert.Equal([Deliveries.Id(2)], await PendingAsync(1));
    }

    /// <summary>Whoever reads page by page sees each delivery once and in order, wherever it is at that moment.</summary>
    [Theory]
    [InlineData(7, 5, 3)]
    [InlineData(3, 20, 7)]
    [InlineData(29, 4, 11)]
    [InlineData(13, 13, 13)]
    public async Task Readers_see_each_delivery_once_and_in_order_while_rows_move_to_the_ledger(int arrive, int move, int read)
    {
        List<long> seen = [];
        var (after, added) = (0L, 0);
        for (var step = 1; step < 1000; step++)
        {
            if (step % 2 == 0 && added < 300)
            {
                var count = Math.Min(1 + (step * arrive % 30), 300 - added);
                await AddAsync(Enumerable.Range(added, count));
                added += count;
            }

            if (step % move < 2 && unindexed.LastSequence > unindexed.IndexedUpTo)
            {
                unindexed.Hurry(Deliveries.Entry((int)((unindexed.IndexedUpTo + unindexed.LastSequence) / 2)).Next);
                await ledger.IndexAsync(await unindexed.TakeAsync(stop.Token), stop.Token);
                unindexed.Indexed();
            }

            if (step % 5 != 0)
            {
                var page = await backlog.PendingAsync(backlog.Share, 1 + (step * read % 20), after, stop.Token);
                Assert.True(page.HasMore || page.ReadUpTo == unindexed.LastSequence);
                seen.AddRange(page.Rows.Select(row => row.Sequence));
                after = page.ReadUpTo;
            }
        }

        Assert.Equal(Enumerable.Range(1, 300).Select(number => (long)number), seen);
    }

    [Fact]
    public async Task What_is_pending_of_an_entity_comes_from_both()
    {
        await AddAsync([.. Enumerable.Range(0, 12)]);
        unindexed.Hurry(Deliveries.Entry(6).Next);
        await ledger.IndexAsync(await unindexed.TakeAsync(stop.Token), stop.Token);
        Assert.Equal(Ids(1, 6, 11), await PendingOfAsync(1));
        unindexed.Indexed();

        Assert.Equal(Ids(1, 6, 11), await PendingOfAsync(1));
        Assert.Equal(Ids(6, 11), (await backlog.PendingOfAsync("github/repository/1", 5, 2, stop.Token)).Select(row => row.DeliveryId));
        Assert.Equal(Ids(1, 6), (await backlog.PendingOfAsync("github/repository/1", 2, 0, stop.Token)).Select(row => row.DeliveryId));
    }

    private static SignalledDelivery Mark(int number) => new(Deliveries.Id(number), $"run {number}", Deliveries.Noon);

    private static List<string> Ids(params IEnumerable<int> numbers) => [.. numbers.Select(Deliveries.Id)];

    private static List<string> Ids(IReadOnlyList<NewEntry> entries) => [.. entries.Select(added => ((Storage.Journal.DeliveryEntry)added.Entry).Facts.DeliveryId)];

    private Task AddAsync(params IEnumerable<int> numbers) => unindexed.AddAsync([.. numbers.Select(number => Deliveries.Entry(number))], stop.Token);

    private async Task<List<string>> PendingAsync(long after) =>
        [.. (await backlog.PendingAsync(backlog.Share, 500, after, stop.Token)).Rows.Select(row => row.DeliveryId)];

    private async Task<List<string>> PendingOfAsync(int repository) =>
        [.. (await backlog.PendingOfAsync($"github/repository/{repository}", 500, 0, stop.Token)).Select(row => row.DeliveryId)];

    private async Task WriteAllAsync()
    {
        unindexed.Hurry(new(1, long.MaxValue));
        while (unindexed.LastSequence > unindexed.IndexedUpTo)
        {
            await ledger.IndexAsync(await unindexed.TakeAsync(stop.Token), stop.Token);
            unindexed.Indexed();
        }
    }
}
