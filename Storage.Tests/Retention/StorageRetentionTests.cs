using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tests.Journal;
using Webhooks.Storage.Tests.Ledger;

namespace Webhooks.Storage.Tests.Retention;

public sealed class StorageRetentionTests : IAsyncLifetime
{
    private const int Count = 60;

    private readonly TemporaryFolder _folder = new();
    private readonly FixedTime _time = new();
    private DeliveryJournal _journal = null!; // Set before each test by InitializeAsync.
    private DeliveryLedger _ledger = null!; // As above.

    public async Task InitializeAsync()
    {
        _journal = await Journals.OpenAsync(_folder["journal"], segmentBytes: 4096);
        _ledger = await Ledgers.OpenAsync(_folder);
        for (var i = 0; i < Count; i++)
        {
            await _journal.AppendAsync(i);
        }

        await _ledger.IndexAsync(await _journal.EntriesAsync(), CancellationToken.None);
        for (var i = 0; i < Count; i++)
        {
            await _ledger.SettleAsync(i);
        }
    }

    public async Task DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_goes_before_its_time_and_all_but_the_newest_segment_after_it()
    {
        _time.Now = Deliveries.Noon.AddDays(30);
        Assert.Equal(0, (await RunAsync(new())).SegmentsDropped);
        Assert.Equal(Segments, OnDisk());
        _time.Now += TimeSpan.FromMinutes(10);
        var result = await RunAsync(new());
        Assert.Equal((int)_journal.End.Segment - 1, result.SegmentsDropped);
        Assert.True(result.BytesFreed > 4000);
        Assert.Equal([_journal.End.Segment], OnDisk());
        Assert.DoesNotContain(await _journal.EntriesAsync(), entry => entry is DamagedRecord);
    }

    [Fact]
    public async Task A_segment_with_one_delivery_without_outcome_stays_and_goes_when_it_is_settled()
    {
        await _journal.AppendAsync(1000);
        var held = (await _journal.EntriesAsync()).OfType<DeliveryEntry>().Single(entry => entry.Facts.DeliveryId == Deliveries.Id(1000)).Position.Segment;
        while (_journal.End.Segment == held)
        {
            await _journal.AppendAsync(2000);
        }

        await _ledger.IndexAsync(await _journal.EntriesAsync(), CancellationToken.None);
        await _ledger.SettleAsync(2000);
        _time.Now = Deliveries.Noon.AddDays(300);
        var result = await RunAsync(new());
        Assert.Equal(1, result.SegmentsHeld);
        Assert.Equal([held, _journal.End.Segment], OnDisk());
        await _ledger.SettleAsync(1000);
        Assert.Equal((1, 0), ((await RunAsync(new())) is var second ? (second.SegmentsDropped, second.SegmentsHeld) : default));
    }

    [Fact]
    public async Task A_segment_that_the_ledger_has_not_read_to_its_end_stays()
    {
        await using var behind = await DeliveryLedger.OpenAsync(
            new() { Path = _folder["behind.db"] }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var entries = await _journal.EntriesAsync();
        var first = entries.TakeWhile(entry => entry.Position.Segment == 1).ToList();
        await behind.IndexAsync(first, CancellationToken.None);
        foreach (var entry in first.OfType<DeliveryEntry>())
        {
            await behind.SettleAsync(entry.Facts.DeliveryId, Ledgers.Handled, Deliveries.Noon, CancellationToken.None);
        }

        _time.Now = Deliveries.Noon.AddDays(300);
        Assert.Equal(0, (await new StorageRetention(_journal, behind, new(), _time).RunAsync(CancellationToken.None)).SegmentsDropped);
        Assert.Equal(Segments, OnDisk());
    }

    [Fact]
    public async Task A_journal_that_is_too_large_loses_its_oldest_settled_segments_early()
    {
        _time.Now = Deliveries.Noon.AddDays(1);
        var sizes = _journal.SegmentSizes();
        var result = await RunAsync(new() { MaximumJournalBytes = sizes.Values.Sum() - sizes[1] - 1 });
        Assert.Equal((2, false), (result.SegmentsDropped, result.IsOverLimit));
        Assert.Equal(Segments.Skip(2), OnDisk());
        Assert.True((await RunAsync(new() { MaximumJournalBytes = 1 })).IsOverLimit);
        Assert.Equal([_journal.End.Segment], OnDisk());
    }

    [Fact]
    public async Task A_delivery_whose_body_is_gone_is_still_a_duplicate_until_the_ledger_forgets_it()
    {
        _time.Now = Deliveries.Noon.AddDays(31);
        Assert.Equal(0, (await RunAsync(new())).DeliveriesForgotten);
        await _ledger.DuplicateAsync(0);
        Assert.Equal(1, (await _ledger.GetAsync(0)).DuplicateCount);
        _time.Now = Deliveries.Noon.AddDays(366);
        var result = await RunAsync(new());
        Assert.True(result.DeliveriesForgotten > 10);
        Assert.Null(await _ledger.FindAsync(Deliveries.Id(0), CancellationToken.None));
        Assert.NotNull(await _ledger.FindAsync(Deliveries.Id(Count - 1), CancellationToken.None));
        var audit = await _ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((Count - result.DeliveriesForgotten, 0L), (audit.Accepted, audit.OutcomesWithoutDelivery));
        Assert.Equal(audit.Accepted, audit.Outcomes.Values.Sum());
        Assert.Equal(audit.Accepted, await _ledger.CountAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_ledger_that_is_too_large_forgets_early_but_nothing_inside_the_window()
    {
        var options = new RetentionOptions { Bodies = TimeSpan.FromHours(1), MaximumDeliveries = 1 };
        _time.Now = Deliveries.Noon.AddDays(30);
        Assert.True((await RunAsync(options)).SegmentsDropped > 0);
        Assert.Equal(0, (await RunAsync(options)).DeliveriesForgotten);
        _time.Now = Deliveries.Noon.AddDays(30).AddMinutes(10);
        Assert.True((await RunAsync(options)).DeliveriesForgotten > 0);
    }

    [Fact]
    public async Task The_ledger_forgets_nothing_that_the_journal_still_has()
    {
        await _journal.AppendAsync(1000);
        await _ledger.IndexAsync(await _journal.EntriesAsync(), CancellationToken.None);
        _time.Now = Deliveries.Noon.AddDays(5000);
        await RunAsync(new());
        foreach (var entry in (await _journal.EntriesAsync()).OfType<DeliveryEntry>())
        {
            Assert.NotNull(await _ledger.FindAsync(entry.Facts.DeliveryId, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Old_evidence_goes_and_young_stays()
    {
        foreach (var days in new[] { 0, 50 })
        {
            _ledger.RecordRejection(new() { At = Deliveries.Noon.AddDays(days), Source = "main", Reason = $"day-{days}" });
        }

        _time.Now = Deliveries.Noon.AddDays(91);
        Assert.Equal(1, (await RunAsync(new())).RejectionsForgotten);
        Assert.Equal("day-50", Assert.Single(await _ledger.RejectionsAsync(10, CancellationToken.None)).Reason);
    }

    [Fact]
    public async Task A_ledger_of_the_version_before_knows_its_segments_after_the_upgrade()
    {
        var segments = await _ledger.SegmentsAsync(CancellationToken.None);
        await _ledger.DisposeAsync();
        using (var connection = SystemSqlite.SqliteConnections.Open(SystemSqlite.SqliteDatabase.File(_folder["data", "ledger.db"])))
        {
            SystemSqlite.SqliteStatements.Execute(connection, "DROP TABLE segments; PRAGMA user_version=1");
        }

        _ledger = await Ledgers.OpenAsync(_folder);
        Assert.Equal(segments, await _ledger.SegmentsAsync(CancellationToken.None));
        Assert.True(segments.Count > 2);
    }

    private IEnumerable<long> Segments => Enumerable.Range(1, (int)_journal.End.Segment).Select(number => (long)number);

    private Task<RetentionResult> RunAsync(RetentionOptions options) =>
        new StorageRetention(_journal, _ledger, options, _time).RunAsync(CancellationToken.None);

    private List<long> OnDisk() => SegmentNames.List(_folder["journal"]);
}
