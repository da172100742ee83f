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
    public async Task An_unknown_or_impossible_id_is_not_found()
    {
        Assert.Null(await _ledger.FindAsync(Deliveries.Id(1), CancellationToken.None));
        Assert.Null(await _ledger.FindAsync("'; DROP TABLE deliveries; --", CancellationToken.None));
    }

    [Fact]
    public async Task A_delivery_moves_from_accepted_to_signalled_to_settled()
    {
        await _ledger.IndexAsync(0);
        await _ledger.SignalAsync(0, "run-1");
        var signalled = await _ledger.GetAsync(0);
        Assert.Equal((DeliveryState.Signalled, "run-1", Deliveries.Noon.AddMinutes(1)), (signalled.State, signalled.RunId, signalled.SignalledAt));
        Assert.True(await _ledger.SettleAsync(0));
        var settled = await _ledger.GetAsync(0);
        Assert.Equal((DeliveryState.Settled, Deliveries.Noon.AddHours(1)), (settled.State, settled.SettledAt));
        Assert.Equivalent(Ledgers.Handled, settled.Outcome);
    }

    [Fact]
    public async Task The_first_mark_of_a_signal_stays()
    {
        await _ledger.IndexAsync(0);
        await _ledger.SignalAsync(0, "first");
        await _ledger.SignalAsync(0, "second");
        Assert.Equal("first", (await _ledger.GetAsync(0)).RunId);
    }

    [Fact]
    public async Task The_first_outcome_stays()
    {
        await _ledger.IndexAsync(0);
        Assert.True(await _ledger.SettleAsync(0));
        Assert.False(await _ledger.SettleAsync(0, Ledgers.Ping));
        Assert.Equal(OutcomeKind.Handled, (await _ledger.GetAsync(0)).Outcome?.Kind);
    }

    [Fact]
    public async Task A_delivery_settled_at_the_door_has_its_outcome_when_indexed_and_is_never_pending()
    {
        await _ledger.IndexAsync([Deliveries.Entry(0, Ledgers.Ping)], CancellationToken.None);
        var record = await _ledger.GetAsync(0);
        Assert.Equal((DeliveryState.Settled, OutcomeKind.Filtered, "ping"), (record.State, record.Outcome?.Kind, record.Outcome?.Reason));
        Assert.Null(record.WorkflowId);
        Assert.Empty(await _ledger.PendingIdsAsync());
        Assert.False(await _ledger.SettleAsync(0));
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
    public async Task The_same_key_with_another_body_is_marked_as_a_conflict()
    {
        await _ledger.IndexAsync(0, 1);
        await _ledger.DuplicateAsync(0, Deliveries.Body(0));
        Assert.False((await _ledger.GetAsync(0)).HasConflict);
        await _ledger.DuplicateAsync(0, [1, 2, 3]);
        await _ledger.DuplicateAsync(0, Deliveries.Body(0));
        var record = await _ledger.GetAsync(0);
        Assert.Equal((true, 3, Deliveries.Noon.AddDays(1)), (record.HasConflict, record.DuplicateCount, record.LastDuplicateAt));
        Assert.Equal([Deliveries.Id(0)], (await _ledger.ListAsync(new() { HasConflict = true }, CancellationToken.None)).Select(found => found.DeliveryId));
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
    public async Task Pending_are_those_neither_signalled_nor_settled_in_order_of_acceptance_from_a_cursor()
    {
        await _ledger.IndexAsync([.. Enumerable.Range(0, 10)]);
        await _ledger.SignalAsync(2);
        await _ledger.SettleAsync(4);
        var pending = await _ledger.PendingAsync(3, 0, CancellationToken.None);
        Assert.Equal([Deliveries.Id(0), Deliveries.Id(1), Deliveries.Id(3)], pending.Select(record => record.DeliveryId));
        Assert.Equal(new[] { 5, 6, 7, 8, 9 }.Select(Deliveries.Id), await _ledger.PendingIdsAsync(pending[^1].Sequence));
    }

    [Fact]
    public async Task Lists_are_newest_first_filtered_and_paged()
    {
        await _ledger.IndexAsync([.. Enumerable.Range(0, 9).Select(number => Deliveries.Entry(number)), Deliveries.Entry(9, Ledgers.Ping)], CancellationToken.None);
        await _ledger.SignalAsync(1);
        await _ledger.SettleAsync(2, new() { Kind = OutcomeKind.Quarantined, Reason = "too-deep" });
        await AssertListAsync(new() { Limit = 3 }, 9, 8, 7);
        await AssertListAsync(new() { Limit = 3, Before = (await _ledger.GetAsync(7)).Sequence }, 6, 5, 4);
        await AssertListAsync(new() { State = DeliveryState.Signalled }, 1);
        await AssertListAsync(new() { State = DeliveryState.Settled }, 9, 2);
        await AssertListAsync(new() { Outcome = OutcomeKind.Quarantined }, 2);
        await AssertListAsync(new() { EventName = "ping" }, 9);
        await AssertListAsync(new() { Entity = "github/repository/3" }, 8, 3);
        await AssertListAsync(new() { Provider = WebhookProvider.Jira });
        await AssertListAsync(new() { Source = "main", State = DeliveryState.Accepted, Limit = 2 }, 8, 7);
        await AssertListAsync(new() { Limit = -1 }, 9);
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

    [Fact]
    public async Task Rejections_are_kept_newest_first_and_bounded()
    {
        for (var i = 0; i < 250; i++)
        {
            _ledger.RecordRejection(new()
            {
                At = Deliveries.Noon.AddSeconds(i),
                Source = new string('s', 10_000),
                Reason = "bad-signature",
                RemoteAddress = "192.0.2.1",
                BodySha256 = Deliveries.Hash(Deliveries.Body(i)),
                BodyLength = i,
            });
        }

        // One writer, in order: what is committed behind them is committed after them.
        await _ledger.SettleAsync(0);
        var rejections = await _ledger.RejectionsAsync(500, CancellationToken.None);
        Assert.Equal(100, rejections.Count);
        Assert.Equal(Enumerable.Range(150, 100).Reverse().Select(i => (long?)i), rejections.Select(rejection => rejection.BodyLength));
        Assert.Equal(Deliveries.Hash(Deliveries.Body(249)), rejections[0].BodySha256);
        Assert.Equal(256, rejections[0].Source.Length);
        Assert.Equal(0, _ledger.RejectionsDropped);
    }

    private async Task AssertListAsync(DeliveryFilter filter, params int[] numbers) =>
        Assert.Equal(numbers.Select(Deliveries.Id), (await _ledger.ListAsync(filter, CancellationToken.None)).Select(record => record.DeliveryId));
}
