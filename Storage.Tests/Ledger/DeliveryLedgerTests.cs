using SystemSqlite;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

public sealed class DeliveryLedgerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DeliveryLedger _ledger = null!; // Set before each test by the runner.

    public async Task InitializeAsync() => _ledger = await Ledgers.OpenAsync(_folder);

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_indexed_delivery_is_found_by_id_with_everything_the_journal_said()
    {
        var entry = Deliveries.Entry(3);
        await _ledger.IndexAsync([entry], CancellationToken.None);
        var record = await _ledger.GetAsync(3);
        Assert.Equal(entry.Facts.Key, record.Key);
        Assert.Equal(entry.Facts.Source, record.Source);
        Assert.Equal(entry.Facts.Provider, record.Provider);
        Assert.Equal(entry.Facts.EventName, record.EventName);
        Assert.Equal(entry.Facts.Entity, record.Entity);
        Assert.Equal(entry.Facts.Entity, record.WorkflowId);
        Assert.Equal(entry.Facts.WorkflowType, record.WorkflowType);
        Assert.Equal(entry.Facts.ReceivedAt, record.ReceivedAt);
        Assert.Equal(entry.Facts.RemoteAddress, record.RemoteAddress);
        Assert.Equal(entry.Facts.Event, record.Event);
        Assert.Equal(entry.Payload, record.Payload);
        Assert.Equal(DeliveryState.Accepted, record.State);
        Assert.Null(record.Outcome);
        Assert.False(record.HasConflict);
        Assert.Equal(entry.Next, await _ledger.PositionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Indexing_again_changes_nothing()
    {
        var entries = Enumerable.Range(0, 5).Select(number => Deliveries.Entry(number)).ToList();
        await _ledger.IndexAsync(entries, CancellationToken.None);
        await _ledger.SettleAsync(2);
        await _ledger.IndexAsync(entries, CancellationToken.None);
        await _ledger.IndexAsync([.. entries.Skip(3), Deliveries.Entry(5)], CancellationToken.None);
        var audit = await _ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((6, 5), (audit.Accepted, audit.Unsettled));
        Assert.Equal(0, (await _ledger.GetAsync(4)).DuplicateCount);
    }

    [Fact]
    public async Task A_gap_is_refused_and_nothing_of_the_batch_is_indexed()
    {
        await _ledger.IndexAsync(0, 1);
        await Assert.ThrowsAsync<ArgumentException>(() => _ledger.IndexAsync(2, 4));
        Assert.Null(await _ledger.FindAsync(Deliveries.Id(2), CancellationToken.None));
        Assert.Equal(Deliveries.Entry(1).Next, await _ledger.PositionAsync(CancellationToken.None));
        await _ledger.IndexAsync(2, 3, 4);
        Assert.Equal(Deliveries.Id(4), (await _ledger.GetAsync(4)).DeliveryId);
    }

    [Fact]
    public async Task A_wrong_change_fails_alone_in_its_transaction()
    {
        await _ledger.IndexAsync(0);
        using var other = SqliteConnections.Open(SqliteDatabase.File(_folder["data", "ledger.db"]));
        other.Execute("BEGIN IMMEDIATE");
        var settled = Enumerable.Range(0, 20).Select(number => _ledger.SettleAsync(number)).ToList();
        var wrong = _ledger.IndexAsync(9);
        settled.AddRange(Enumerable.Range(20, 20).Select(number => _ledger.SettleAsync(number)));
        other.Execute("COMMIT");
        await Assert.ThrowsAsync<ArgumentException>(() => wrong);
        Assert.All(await Task.WhenAll(settled), Assert.True);
    }

    [Fact]
    public async Task A_second_record_of_the_same_key_in_the_journal_is_a_redelivery()
    {
        await _ledger.IndexAsync(0);
        var second = Deliveries.Entry(0, offset: Deliveries.Entry(0).Next.Offset);
        await _ledger.IndexAsync([second], CancellationToken.None);
        await _ledger.IndexAsync([second], CancellationToken.None);
        var record = await _ledger.GetAsync(0);
        Assert.Equal((1, false, Deliveries.Entry(0).Payload), (record.DuplicateCount, record.HasConflict, record.Payload));
        Assert.Equal(second.Next, await _ledger.PositionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_known_before_the_delivery_is_indexed_is_not_lost()
    {
        await _ledger.DuplicateAsync(0, [9]);
        await _ledger.SignalAsync(0, "early");
        Assert.True(await _ledger.SettleAsync(0));
        Assert.Equal(1, (await _ledger.AuditAsync(CancellationToken.None)).OutcomesWithoutDelivery);
        await _ledger.IndexAsync(0, 1);
        var record = await _ledger.GetAsync(0);
        Assert.Equal((DeliveryState.Settled, "early", 1, true), (record.State, record.RunId, record.DuplicateCount, record.HasConflict));
        Assert.Equal([Deliveries.Id(1)], await _ledger.PendingIdsAsync());
        var audit = await _ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((0, 1), (audit.OutcomesWithoutDelivery, audit.Unsettled));
    }

    [Fact]
    public async Task The_audit_counts_what_is_open_and_what_is_done()
    {
        await _ledger.IndexAsync([.. Enumerable.Range(0, 6).Select(number => Deliveries.Entry(number)), Deliveries.Entry(6, Ledgers.Ping)], CancellationToken.None);
        await _ledger.IndexAsync([new DamagedRecord { Position = Deliveries.Entry(6).Next, Next = new(2, 0), Length = 70, Reason = "why" }], CancellationToken.None);
        await _ledger.SignalAsync(0);
        await _ledger.SignalAsync(1);
        await _ledger.SettleAsync(0);
        await _ledger.DuplicateAsync(5, [1]);
        var audit = await _ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((7, 4, 5), (audit.Accepted, audit.Pending, audit.Unsettled));
        Assert.Equal((1, 1, 0), (audit.Outcomes[OutcomeKind.Handled], audit.Outcomes[OutcomeKind.Filtered], audit.Outcomes[OutcomeKind.Quarantined]));
        Assert.Equal((1, 1), (audit.Conflicts, audit.DamagedRecords));
        Assert.Equal(Deliveries.Noon.AddSeconds(1), audit.OldestUnsettledAt);
        Assert.Equal(new JournalPosition(2, 0), audit.Position);
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        await _ledger.IndexAsync(0, 1);
        await _ledger.SettleAsync(0);
        await _ledger.DisposeAsync();
        _ledger = await Ledgers.OpenAsync(_folder);
        Assert.Equal(DeliveryState.Settled, (await _ledger.GetAsync(0)).State);
        Assert.Equal([Deliveries.Id(1)], await _ledger.PendingIdsAsync());
        await _ledger.IndexAsync(2);
        Assert.Equal(3, (await _ledger.AuditAsync(CancellationToken.None)).Accepted);
    }

    [Fact]
    public async Task Closing_writes_what_is_queued_and_refuses_what_comes_later()
    {
        var settling = Enumerable.Range(0, 100).Select(number => _ledger.SettleAsync(number)).ToList();
        await _ledger.DisposeAsync();
        await Task.WhenAll(settling);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _ledger.SettleAsync(1000));
        _ledger = await Ledgers.OpenAsync(_folder);
        Assert.Equal(100, (await _ledger.AuditAsync(CancellationToken.None)).OutcomesWithoutDelivery);
    }
}
