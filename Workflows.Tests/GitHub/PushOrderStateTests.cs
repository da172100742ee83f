using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Workflows.Entities;
using Webhooks.Workflows.GitHub;
using Webhooks.Workflows.Tests.Commits;

namespace Webhooks.Workflows.Tests.GitHub;

/// <summary>What is known of the order of pushes, without a workflow around it.</summary>
public sealed class PushOrderStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly RepositoryCarry start = new();
    private readonly PushOrder order;

    public PushOrderStateTests() => order = Order(start);

    [Fact]
    public void What_is_known_and_counted_outlives_a_run()
    {
        Place((1, 2), (2, 3), (4, 5), (3, 4), (7, 8));
        Assert.Equal((1, 2, 1), Gaps(order));

        var next = Order(order.Carry(start));

        Assert.Equal((1, 2, 1), Gaps(next));
        Assert.Equal(order.State.Gaps, next.State.Gaps);
        Assert.Null(next.PatienceOf(Push(2, 3)));
        Assert.Null(next.PatienceOf(Push(5, 6)));
        Assert.Equal(start.Patience, next.PatienceOf(Push(10, 11)));
    }

    [Fact]
    public void What_an_earlier_workflow_has_counted_is_not_counted_again()
    {
        order.Recall(Push(1, 2));
        order.Recall(Push(4, 5));
        order.Recall(Push(2, 4));

        Assert.Equal((0, 0, 0), Gaps(order));
    }

    [Fact]
    public void A_push_that_is_made_once_more_after_the_branch_was_set_back_leads_on_again()
    {
        Place((1, 2));
        order.Place(Push(2, 1) is var back ? back with { Push = back.Push! with { Forced = true } } : back, Noon); // It is a push.
        Place((1, 2));

        Assert.Null(order.PatienceOf(Push(2, 3)));
        Assert.Equal((0, 0, 0), Gaps(order));
    }

    [Fact]
    public void A_workflow_stays_until_what_is_missing_could_not_come_any_more()
    {
        var days = (int)start.GapPeriod.TotalDays;
        Assert.Equal(start.QuietPeriod, order.QuietPeriod(Noon));

        Place((1, 2), (3, 4));

        Assert.Equal(start.GapPeriod, order.QuietPeriod(Noon));
        Assert.Equal(start.GapPeriod - TimeSpan.FromDays(1), order.QuietPeriod(Noon.AddDays(1)));
        Assert.Equal(start.QuietPeriod, order.QuietPeriod(Noon.AddDays(days)));
        Assert.Equal(start.GapPeriod - TimeSpan.FromDays(1), Order(order.Carry(start)).QuietPeriod(Noon.AddDays(1)));
    }

    [Fact]
    public void Of_several_gaps_the_last_decides_how_long_it_stays_and_closed_ones_do_not()
    {
        Place((1, 2), (3, 4));
        order.Place(Push(6, 7), Noon.AddDays(1));
        Assert.Equal(start.GapPeriod, order.QuietPeriod(Noon.AddDays(1)));

        order.Place(Push(4, 6), Noon.AddDays(1));
        Assert.Equal(start.GapPeriod - TimeSpan.FromDays(1), order.QuietPeriod(Noon.AddDays(1)));

        order.Place(Push(2, 3), Noon.AddDays(1));
        Assert.Equal(start.QuietPeriod, order.QuietPeriod(Noon.AddDays(1)));
    }

    private static PushOrder Order(RepositoryCarry carried) => new(carried, new EntityRun(carried));

    private static (int Open, int Marked, int Closed) Gaps(PushOrder order) => (order.State.Gaps.Count, order.State.GapsMarked, order.State.GapsClosed);

    private void Place(params (int Before, int After)[] pushes) => Array.ForEach(pushes, push => order.Place(Push(push.Before, push.After), Noon));

    private static DeliveryEvent Push(int before, int after) => new()
    {
        DeliveryId = $"{before}-{after}",
        Key = $"{before}-{after}",
        Source = "github",
        Provider = WebhookProvider.GitHub,
        EventName = "push",
        Entity = "github/repository/1",
        ReceivedAt = Noon,
        Payload = new PayloadReference(0, 0, 0, ""),
        Push = new GitHubPush
        {
            RepositoryId = 1,
            Owner = "octo",
            Repository = "hello",
            Ref = "refs/heads/main",
            Before = Pushes.Sha(before),
            After = Pushes.Sha(after),
            Created = false,
            Deleted = false,
            Forced = false,
            CommitCount = 1,
        },
    };
}
