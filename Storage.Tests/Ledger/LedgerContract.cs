using System.Text;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

/// <summary>What holds of every ledger, wherever it lives.</summary>
public abstract class LedgerContract : IAsyncLifetime
{
    private protected abstract IDeliveryLedger Ledger { get; }

    private protected abstract IBacklog Backlog { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [SkippableFact]
    public async Task An_accepted_delivery_is_found_by_id_with_everything_that_was_accepted()
    {
        await AcceptAsync(Deliveries.Facts(3));
        var (facts, record) = (Deliveries.Facts(3), await GetAsync(3));
        Assert.Equal(
            (facts.Key, facts.Source, facts.Provider, facts.EventName, facts.Entity, facts.Entity, facts.WorkflowType),
            (record.Key, record.Source, record.Provider, record.EventName, record.Entity, record.WorkflowId, record.WorkflowType));
        Assert.Equal((facts.ReceivedAt, facts.RemoteAddress), (record.ReceivedAt, record.RemoteAddress));
        Assert.Equal(facts.Event, record.Event);
        Assert.Equal((Deliveries.Body(3).Length, Deliveries.Hash(Deliveries.Body(3))), (record.Payload.Length, record.Payload.Sha256));
        Assert.Equal((DeliveryState.Accepted, null, false, 0), (record.State, record.Outcome, record.HasConflict, record.DuplicateCount));
    }

    [SkippableFact]
    public async Task An_unknown_or_impossible_id_is_not_found()
    {
        Assert.Null(await Ledger.FindAsync(Deliveries.Id(1), CancellationToken.None));
        Assert.Null(await Ledger.FindAsync("'; DROP TABLE deliveries; --", CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_delivery_moves_from_accepted_to_signalled_to_settled()
    {
        await AcceptAsync(0);
        await SignalAsync(0, "run-1");
        var signalled = await GetAsync(0);
        Assert.Equal((DeliveryState.Signalled, "run-1", Deliveries.Noon.AddMinutes(1)), (signalled.State, signalled.RunId, signalled.SignalledAt));
        Assert.True(await SettleAsync(0));
        var settled = await GetAsync(0);
        Assert.Equal((DeliveryState.Settled, Deliveries.Noon.AddHours(1)), (settled.State, settled.SettledAt));
        Assert.Equivalent(Ledgers.Handled, settled.Outcome);
    }

    [SkippableFact]
    public async Task The_first_mark_of_a_signal_and_the_first_outcome_stay()
    {
        await AcceptAsync(0);
        await SignalAsync(0, "first");
        await SignalAsync(0, "second");
        Assert.True(await SettleAsync(0));
        Assert.False(await SettleAsync(0, Ledgers.Ping));
        var record = await GetAsync(0);
        Assert.Equal(("first", OutcomeKind.Handled), (record.RunId, record.Outcome?.Kind));
    }

    [SkippableFact]
    public async Task Of_many_that_settle_one_delivery_exactly_one_is_first()
    {
        await AcceptAsync([.. Enumerable.Range(0, 20)]);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => SettleAsync(i % 20, i < 100 ? Ledgers.Handled : Ledgers.Ping)));
        Assert.Equal(20, results.Count(isFirst => isFirst));
        Assert.Equal(20, (await Ledger.AuditAsync(CancellationToken.None)).Outcomes.Values.Sum());
    }

    [SkippableFact]
    public async Task A_delivery_settled_at_the_door_has_its_outcome_at_once_and_is_never_pending()
    {
        await AcceptAsync(Deliveries.Facts(0, Ledgers.Ping));
        var record = await GetAsync(0);
        Assert.Equal((DeliveryState.Settled, OutcomeKind.Filtered, "ping"), (record.State, record.Outcome?.Kind, record.Outcome?.Reason));
        Assert.Equal((null, record.ReceivedAt), (record.WorkflowId, record.SettledAt));
        Assert.Empty(await PendingIdsAsync());
        Assert.False(await SettleAsync(0));
    }

    [SkippableFact]
    public async Task The_same_key_with_another_body_is_marked_as_a_conflict()
    {
        await AcceptAsync(0, 1);
        await DuplicateAsync(0, Deliveries.Body(0));
        Assert.False((await GetAsync(0)).HasConflict);
        await DuplicateAsync(0, [1, 2, 3]);
        await DuplicateAsync(0, null);
        await DuplicateAsync(0, Deliveries.Body(0));
        var record = await GetAsync(0);
        Assert.Equal((true, 4, Deliveries.Noon.AddDays(1)), (record.HasConflict, record.DuplicateCount, record.LastDuplicateAt));
        await AssertListAsync(new() { HasConflict = true }, 0);
        await AssertListAsync(new() { HasConflict = false }, 1);
    }

    [SkippableFact]
    public async Task Pending_are_those_neither_signalled_nor_settled_in_order_of_acceptance_from_a_cursor()
    {
        await AcceptAsync([.. Enumerable.Range(0, 10)]);
        await SignalAsync(2);
        await SettleAsync(4);
        var pending = (await Backlog.PendingAsync(Backlog.Share, 3, 0, CancellationToken.None)).Rows;
        Assert.Equal([Deliveries.Id(0), Deliveries.Id(1), Deliveries.Id(3)], pending.Select(record => record.DeliveryId));
        Assert.Equal((8, 5), (await Ledger.CountPendingAsync(500, CancellationToken.None), await Ledger.CountPendingAsync(5, CancellationToken.None)));
        Assert.Equal(new[] { 5, 6, 7, 8, 9 }.Select(Deliveries.Id), await PendingIdsAsync(pending[^1].Sequence));
    }

    [SkippableFact]
    public async Task Pending_of_one_entity_are_its_own_from_a_cursor()
    {
        await AcceptAsync([.. Enumerable.Range(0, 20)]);
        await SignalAsync(3);
        var pending = await Backlog.PendingOfAsync("github/repository/3", 2, 0, CancellationToken.None);
        Assert.Equal([Deliveries.Id(8), Deliveries.Id(13)], pending.Select(record => record.DeliveryId));
        var more = await Backlog.PendingOfAsync("github/repository/3", 2, pending[^1].Sequence, CancellationToken.None);
        Assert.Equal([Deliveries.Id(18)], more.Select(record => record.DeliveryId));
    }

    [SkippableFact]
    public async Task Lists_are_newest_first_filtered_and_paged()
    {
        await AcceptAsync([.. Enumerable.Range(0, 9)]);
        await AcceptAsync(Deliveries.Facts(9, Ledgers.Ping) with { Key = "acme:github/12/9" });
        await SignalAsync(1);
        await SettleAsync(2, new() { Kind = OutcomeKind.Quarantined, Reason = "too-deep" });
        await AssertListAsync(new() { Limit = 3 }, 9, 8, 7);
        await AssertListAsync(new() { Limit = 3, Before = (await GetAsync(7)).Sequence }, 6, 5, 4);
        await AssertListAsync(new() { State = DeliveryState.Signalled }, 1);
        await AssertListAsync(new() { State = DeliveryState.Settled }, 9, 2);
        await AssertListAsync(new() { Outcome = OutcomeKind.Quarantined }, 2);
        await AssertListAsync(new() { EventName = "ping" }, 9);
        await AssertListAsync(new() { Entity = "github/repository/3" }, 8, 3);
        await AssertListAsync(new() { Provider = WebhookProvider.Jira });
        await AssertListAsync(new() { Source = "main", State = DeliveryState.Accepted, Limit = 2 }, 8, 7);
        await AssertListAsync(new() { Limit = -1 }, 9);
        await AssertListAsync(new() { After = 0, Limit = 2 }, 0, 1);
        await AssertListAsync(new() { After = (await GetAsync(7)).Sequence }, 8, 9);
        await AssertListAsync(new() { Reason = "too-deep" }, 2);
        await AssertListAsync(new() { From = Deliveries.Noon.AddSeconds(4), To = Deliveries.Noon.AddSeconds(6) }, 5, 4);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(45)] // Seconds by which rows are out of order.
    [InlineData(23 * 3600)] // A clock that is set back again and again.
    public async Task Lists_of_a_time_have_all_that_was_received_then(int disorder)
    {
        var facts = Enumerable.Range(0, 300)
            .Select(number => Deliveries.Facts(number) with { ReceivedAt = Deliveries.Noon.AddHours(number).AddSeconds(-(number * 7919L % (disorder + 1))) })
            .ToArray();
        await AcceptAsync(facts);
        for (var hour = -30; hour < 330; hour += 17)
        {
            var (from, to) = (Deliveries.Noon.AddHours(hour), Deliveries.Noon.AddHours(hour + 24));
            var wanted = facts.Where(each => each.ReceivedAt >= from && each.ReceivedAt < to).Select(each => each.DeliveryId).ToList();
            var oldestFirst = await Ledger.ListAsync(new() { From = from, To = to, After = 0, Limit = 500 }, CancellationToken.None);
            var newestFirst = await Ledger.ListAsync(new() { From = from, To = to, Limit = 500 }, CancellationToken.None);
            var since = await Ledger.ListAsync(new() { From = from, Limit = 500 }, CancellationToken.None);
            var until = await Ledger.ListAsync(new() { To = to, After = 0, Limit = 500 }, CancellationToken.None);
            Assert.Equal(wanted, oldestFirst.Select(record => record.DeliveryId));
            Assert.Equal(wanted.AsEnumerable().Reverse(), newestFirst.Select(record => record.DeliveryId));
            Assert.Equal(facts.Count(each => each.ReceivedAt >= from), since.Count);
            Assert.Equal(facts.Count(each => each.ReceivedAt < to), until.Count);
        }

        Assert.Empty(await Ledger.ListAsync(new() { From = Deliveries.Noon.AddYears(1), After = 0 }, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_list_of_a_time_of_an_empty_ledger_is_empty() =>
        Assert.Empty(await Ledger.ListAsync(new() { From = Deliveries.Noon, To = Deliveries.Noon.AddDays(1) }, CancellationToken.None));

    [SkippableFact]
    public async Task The_audit_counts_what_is_open_and_what_is_done()
    {
        await AcceptAsync([.. Enumerable.Range(0, 6)]);
        await AcceptAsync(Deliveries.Facts(6, Ledgers.Ping));
        await SignalAsync(0);
        await SignalAsync(1);
        await SettleAsync(0);
        await DuplicateAsync(5, [1]);
        var audit = await Ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((7, 4, 5), (audit.Accepted, audit.Pending, audit.Unsettled));
        Assert.Equal((1, 1, 0), (audit.Outcomes[OutcomeKind.Handled], audit.Outcomes[OutcomeKind.Filtered], audit.Outcomes[OutcomeKind.Quarantined]));
        Assert.Equal((1, Deliveries.Noon.AddSeconds(1)), (audit.Conflicts, audit.OldestUnsettledAt));
    }

    [SkippableFact]
    public async Task Rejections_are_kept_newest_first_bounded_and_by_source()
    {
        for (var i = 0; i < 250; i++)
        {
            Ledger.RecordRejection(new()
            {
                At = Deliveries.Noon.AddSeconds(i),
                Source = i % 2 == 0 ? new string('s', 10_000) : "odd",
                Reason = "bad-signature",
                RemoteAddress = i % 3 == 0 ? null : "192.0.2.1",
                BodySha256 = Deliveries.Hash(Deliveries.Body(i)),
                BodyLength = i,
            });
        }

        await FlushRejectionsAsync();
        var rejections = await Ledger.RejectionsAsync(500, null, CancellationToken.None);
        Assert.Equal(Enumerable.Range(150, 100).Reverse().Select(i => (long?)i), rejections.Select(rejection => rejection.BodyLength));
        Assert.Equal((Deliveries.Hash(Deliveries.Body(249)), null), (rejections[0].BodySha256, rejections[0].RemoteAddress));
        Assert.Equal(256, rejections[1].Source.Length);
        Assert.All(await Ledger.RejectionsAsync(500, ["odd", "even"], CancellationToken.None), rejection => Assert.Equal("odd", rejection.Source));
        Assert.Equal(0, Ledger.RejectionsDropped);
    }

    [SkippableFact]
    public async Task Text_that_a_database_might_not_hold_is_no_reason_to_refuse_a_delivery()
    {
        await AcceptAsync(Deliveries.Facts(0) with { EventName = "a\0b", RemoteAddress = "\uD800'; --", Event = Encoding.UTF8.GetBytes("{\"n\":\"\0\"}") });
        Assert.Equal(Deliveries.Id(0), (await GetAsync(0)).DeliveryId);
    }

    /// <summary>Commits deliveries, one after the other.</summary>
    private protected abstract Task AcceptAsync(params AcceptedDelivery[] deliveries);

    /// <summary>Ends when every rejection so far is written.</summary>
    private protected abstract Task FlushRejectionsAsync();

    private Task AcceptAsync(params int[] numbers) => AcceptAsync([.. numbers.Select(number => Deliveries.Facts(number))]);

    private async Task<DeliveryRecord> GetAsync(int number) =>
        await Ledger.FindAsync(Deliveries.Id(number), CancellationToken.None) ?? throw new InvalidOperationException($"Delivery {number} is not there.");

    private Task<bool> SettleAsync(int number, Outcome? outcome = null) =>
        Ledger.SettleAsync(Deliveries.Id(number), outcome ?? Ledgers.Handled, Deliveries.Noon.AddHours(1), CancellationToken.None);

    private Task SignalAsync(int number, string run = "run") =>
        Backlog.MarkSignalledAsync(Backlog.Share, [new(Deliveries.Id(number), run, Deliveries.Noon.AddMinutes(1))], CancellationToken.None);

    private Task DuplicateAsync(int number, byte[]? body) =>
        Ledger.RecordDuplicateAsync(Deliveries.Id(number), Deliveries.Noon.AddDays(1), body is null ? null : Deliveries.Hash(body), CancellationToken.None);

    private async Task<List<string>> PendingIdsAsync(long after = 0) =>
        [.. (await Backlog.PendingAsync(Backlog.Share, 500, after, CancellationToken.None)).Rows.Select(record => record.DeliveryId)];

    private async Task AssertListAsync(DeliveryFilter filter, params int[] numbers) =>
        Assert.Equal(numbers.Select(Deliveries.Id), (await Ledger.ListAsync(filter, CancellationToken.None)).Select(record => record.DeliveryId));
}
