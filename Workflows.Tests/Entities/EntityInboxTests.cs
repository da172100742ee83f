using Webhooks.Contracts.Deliveries;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Tests.Entities;

public sealed class EntityInboxTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly EntityInbox inbox = new([], null);

    [Fact]
    public void Gives_out_in_order_of_arrival()
    {
        Add("one", "two");

        Assert.Equal("one two ", $"{Taken(inbox)} {Taken(inbox)} {Taken(inbox)}");
    }

    [Fact]
    public void One_that_waits_is_passed_over_until_its_patience_ends()
    {
        Add("held", "free");

        Assert.Equal("free", Taken(inbox));
        Assert.Null(inbox.Take(Patience, Noon + TimeSpan.FromSeconds(59), out var pause));
        Assert.Equal(TimeSpan.FromSeconds(1), pause);
        Assert.Equal("held", Taken(inbox, Noon + TimeSpan.FromSeconds(60)));
        Assert.Null(inbox.Held);
    }

    [Fact]
    public void Asks_to_be_woken_for_the_first_whose_patience_ends()
    {
        Add("held");
        Taken(inbox);
        Add("held too");

        Assert.Null(inbox.Take(Patience, Noon + TimeSpan.FromSeconds(20), out var pause));
        Assert.Equal(TimeSpan.FromSeconds(40), pause);
    }

    [Fact]
    public void What_was_held_in_one_run_has_not_more_patience_in_the_next()
    {
        Add("held");
        Taken(inbox);

        var next = new EntityInbox(inbox.Waiting, inbox.Held);

        Assert.Null(Taken(next, Noon + TimeSpan.FromSeconds(59)));
        Assert.Equal("held", Taken(next, Noon + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void When_too_many_wait_the_first_of_them_need_not_any_longer()
    {
        Add([.. Enumerable.Range(0, EntityInbox.MaximumHeld + 1).Select(number => $"held{number}")]);

        Assert.Equal("held0", Taken(inbox));
        Assert.Equal(EntityInbox.MaximumHeld, inbox.HeldCount);
        Assert.Null(inbox.Take(Patience, Noon, out _));
    }

    private static TimeSpan? Patience(DeliveryEvent delivery) =>
        delivery.DeliveryId.StartsWith("held", StringComparison.Ordinal) ? TimeSpan.FromMinutes(1) : null;

    private static string? Taken(EntityInbox from, DateTimeOffset? at = null) => from.Take(Patience, at ?? Noon, out _)?.DeliveryId;

    private void Add(params string[] ids)
    {
        foreach (var id in ids)
        {
            inbox.Add(new DeliveryEvent
            {
                DeliveryId = id,
                Key = id,
                Source = "test",
                Provider = WebhookProvider.GitHub,
                EventName = "push",
                Entity = "test",
                ReceivedAt = Noon,
                Payload = new PayloadReference(0, 0, 0, ""),
            });
        }
    }
}
