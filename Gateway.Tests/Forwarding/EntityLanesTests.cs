using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Forwarding;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Forwarding;

public sealed class EntityLanesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly EntityLanes lanes = new(maximumRows: 100, maximumRowsOfOne: 3, maximumLanes: 10);

    [Fact]
    public void Order_holds_within_an_entity_and_entities_take_turns()
    {
        Add([Row(1, "a"), Row(2, "a"), Row(3, "b")]);

        Assert.Equal([1, 3, 2], TakeAll());
        Assert.Equal(0, lanes.Lanes);
    }

    [Fact]
    public void An_entity_is_never_under_way_twice()
    {
        Add([Row(1, "a"), Row(2, "a")]);

        Assert.True(lanes.TryTake(out _, out _));
        Assert.False(lanes.TryTake(out _, out _));
    }

    [Fact]
    public void A_parked_entity_keeps_no_rows_and_begins_again_with_the_one_that_failed()
    {
        Add([Row(1, "a"), Row(2, "a"), Row(3, "b")]);
        lanes.TryTake(out var stuck, out _);
        lanes.Park(stuck!, Now.AddSeconds(1)); // Not null: a row was added.

        Assert.Equal(1, lanes.Rows);
        Assert.Equal([3], TakeAll());
        lanes.Unpark(Now);
        Assert.False(lanes.TryTakeHungry(out _));

        lanes.Unpark(Now.AddSeconds(1));
        Assert.True(lanes.TryTakeHungry(out var hungry));
        Assert.Equal(0, hungry.Last);
        lanes.Feed(hungry, [Row(1, "a"), Row(2, "a")], asked: 3);
        Assert.Equal([1, 2], TakeAll());
    }

    [Fact]
    public void Rows_beyond_an_entitys_share_are_read_again_later_and_none_twice()
    {
        Add([Row(1, "a"), Row(2, "a"), Row(3, "a"), Row(4, "a"), Row(5, "b")]);

        Assert.Equal([1, 5, 2, 3], TakeAll());
        Assert.True(lanes.TryTakeHungry(out var hungry));
        Assert.Equal(3, hungry.Last);
        lanes.Feed(hungry, [Row(4, "a"), Row(6, "a")], asked: 3);
        Add([Row(6, "a"), Row(7, "a")]);
        Assert.Equal([4, 6, 7], TakeAll());
        Assert.Equal(0, lanes.Lanes);
    }

    [Fact]
    public void A_lane_that_was_read_ahead_of_the_cursor_is_remembered_until_the_cursor_has_passed()
    {
        Add([Row(1, "a"), Row(2, "a"), Row(3, "a"), Row(4, "a")]);
        Assert.Equal([1, 2, 3], TakeAll());
        lanes.TryTakeHungry(out var hungry);
        lanes.Feed(hungry!, [Row(4, "a"), Row(9, "a")], asked: 3); // Not null: four rows were more than its share.
        Assert.Equal([4, 9], TakeAll());

        Add([Row(8, "b"), Row(9, "a")]);

        Assert.Equal([8], TakeAll());
        Assert.Equal(0, lanes.Lanes);
    }

    private List<long> TakeAll()
    {
        var taken = new List<long>();
        while (lanes.TryTake(out var lane, out var row))
        {
            taken.Add(row.Sequence);
            lanes.Succeeded(lane);
        }

        return taken;
    }

    private void Add(IReadOnlyList<DeliveryRecord> rows) => lanes.Add(new PendingPage(rows, rows[^1].Sequence, HasMore: false));

    private static DeliveryRecord Row(long sequence, string entity) => new()
    {
        Sequence = sequence,
        DeliveryId = $"{sequence:x32}",
        Key = $"key {sequence}",
        Source = "hello",
        Provider = WebhookProvider.GitHub,
        EventName = "push",
        Entity = entity,
        WorkflowType = "workflow",
        State = DeliveryState.Accepted,
        ReceivedAt = Now,
        Payload = new PayloadReference(1, 0, 0, ""),
        DuplicateCount = 0,
        HasConflict = false,
    };
}
