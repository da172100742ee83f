using Webhooks.Reconciling.Tests.Hosting;
using Webhooks.Workflows.Reconciling;

namespace Webhooks.Reconciling.Tests.GitHub;

public sealed class LostDeliveryTests
{
    [Fact]
    public async Task A_lost_delivery_is_asked_for_again_and_seen_to_have_arrived()
    {
        await using var world = await GitHubWorld.StartAsync();
        var there = await world.GitHub.DeliverAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);

        var first = await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        Assert.True(await world.HasAsync(lost));
        Assert.Equal([lost], world.GitHub.Redelivered);
        Assert.Equal((2, 1, 0), (first.Counts.Checked, first.Counts.Requested, first.Counts.Recovered));
        Assert.Equal([lost], Guids(first));
        Assert.Equal((0, 1), (second.Counts.Requested, second.Counts.Recovered));
        Assert.Empty(second.Asked);
        Assert.Empty(second.Lost);
        Assert.Equal(0, (await world.Reconciler.Gateway.FindAsync(FakeGitHub.IdOf(there)))!.DuplicateCount); // Delivered above.
    }

    [Fact]
    public async Task When_nothing_is_missing_the_log_is_read_to_its_end_and_nothing_is_asked_for()
    {
        await using var world = await GitHubWorld.StartAsync();
        for (var i = 0; i < 205; i++)
        {
            await world.GitHub.DeliverAsync();
        }

        var run = await world.Reconciler.RunAsync();

        Assert.Equal((205, 0), (run.Counts.Checked, run.Counts.Requested));
        Assert.Equal(3, world.GitHub.Asked.Count);
        Assert.All(world.GitHub.Asked, each => Assert.StartsWith("GET ", each));
    }

    [Fact]
    public async Task The_next_run_reads_no_further_back_than_it_must()
    {
        await using var world = await GitHubWorld.StartAsync();
        for (var i = 0; i < 205; i++)
        {
            await world.GitHub.DeliverAsync(age: TimeSpan.FromHours(10));
        }

        await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        Assert.Equal(0, second.Counts.Checked);
        Assert.Equal(4, world.GitHub.Asked.Count);
    }

    [Fact]
    public async Task A_delivery_that_GitHub_believes_to_have_arrived_is_asked_for_when_the_ledger_lacks_it()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true, believesOk: true);

        await world.Reconciler.RunAsync();

        Assert.True(await world.HasAsync(lost));
    }

    [Fact]
    public async Task A_delivery_with_several_attempts_is_asked_for_once()
    {
        await using var world = await GitHubWorld.StartAsync();
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        world.GitHub.Arrives = false;
        await world.GitHub.RepeatAsync(lost);
        await world.GitHub.RepeatAsync(lost);

        var run = await world.Reconciler.RunAsync();

        Assert.Equal((3, 1), (run.Counts.Checked, run.Counts.Requested));
        Assert.Equal([lost], world.GitHub.Redelivered);
    }

    [Fact]
    public async Task A_delivery_of_this_minute_may_still_be_on_its_way()
    {
        await using var world = await GitHubWorld.StartAsync();
        var young = await world.GitHub.DeliverAsync(isLost: true);

        var first = await world.Reconciler.RunAsync(TimeSpan.FromSeconds(30));
        await world.Reconciler.RunAsync();

        Assert.Equal((0, 0), (first.Counts.Checked, first.Counts.Requested));
        Assert.Equal([young], world.GitHub.Redelivered);
    }

    [Fact]
    public async Task The_oldest_are_asked_for_first_and_no_more_than_a_run_may()
    {
        await using var world = await GitHubWorld.StartAsync(null, ("MaximumRequests", "2"));
        List<string> lost = [];
        foreach (var hours in new[] { 50, 40, 30, 20, 10 })
        {
            lost.Add(await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromHours(hours)));
        }

        await world.Reconciler.RunAsync();
        Assert.Equal(lost[..2], world.GitHub.Redelivered);
        await world.Reconciler.RunAsync();
        Assert.Equal(lost[..4], world.GitHub.Redelivered);
        var third = await world.Reconciler.RunAsync();
        await world.Reconciler.RunAsync();

        Assert.Equal(lost, world.GitHub.Redelivered);
        Assert.Equal(2, third.Counts.Recovered);
    }

    internal static IEnumerable<string> Guids(ReconciliationState state) => state.Asked.Select(each => each.Delivery.Guid);
}
