using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Reconciling.Tests.GitHub;

public sealed class GivenUpTests
{
    [Fact]
    public async Task What_does_not_arrive_in_three_tries_raises_one_alarm_and_is_asked_for_no_more()
    {
        await using var world = await GitHubWorld.StartAsync();
        using var alarms = new LostMeasurements(world.Reconciler.Meters);
        world.GitHub.Arrives = false;
        var lost = await world.GitHub.DeliverAsync(isLost: true);

        for (var i = 0; i < 3; i++)
        {
            Assert.Empty((await world.Reconciler.RunAsync()).Lost);
        }

        var fourth = await world.Reconciler.RunAsync();
        var fifth = await world.Reconciler.RunAsync();

        Assert.Equal([(lost, "push", "still-missing")], fourth.Lost.Select(each => (each.Identifier, each.What, each.Reason)));
        Assert.Equal((1, 0), (fourth.Counts.Lost, fifth.Counts.Lost));
        Assert.Equal([lost, lost, lost], world.GitHub.Redelivered);
        Assert.Single(world.Reconciler.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(lost, StringComparison.Ordinal));
        Assert.Equal(["hello still-missing 1"], alarms.Seen);
    }

    [Fact]
    public async Task What_arrives_after_it_was_given_up_is_lost_no_more()
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Arrives = false;
        var lost = await world.GitHub.DeliverAsync(isLost: true);
        for (var i = 0; i < 4; i++)
        {
            await world.Reconciler.RunAsync();
        }

        world.GitHub.Arrives = true;
        await world.GitHub.RepeatAsync(lost);
        var after = await world.Reconciler.RunAsync();

        Assert.Empty(after.Lost);
        Assert.Equal(1, after.Counts.Recovered);
    }

    [Fact]
    public async Task What_GitHub_refuses_to_send_again_is_given_up_at_once_and_the_others_go_on()
    {
        await using var world = await GitHubWorld.StartAsync();
        var refused = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromHours(2));
        var other = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromHours(1));
        var isFirst = true;
        world.GitHub.Interrupt = context =>
        {
            if (!isFirst || context.Request.Method != "POST")
            {
                return Task.FromResult(false);
            }

            isFirst = false;
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Task.FromResult(true);
        };

        var run = await world.Reconciler.RunAsync();

        Assert.Equal([(refused, "redelivery-refused")], run.Lost.Select(each => (each.Identifier, each.Reason)));
        Assert.True(await world.HasAsync(other));
    }

    [Fact]
    public async Task What_GitHub_keeps_no_longer_is_given_up_without_asking()
    {
        await using var world = await GitHubWorld.StartAsync();
        world.GitHub.Arrives = false;
        var old = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromDays(3) - TimeSpan.FromMinutes(20));
        var older = await world.GitHub.DeliverAsync(isLost: true, age: TimeSpan.FromDays(3));

        var first = await world.Reconciler.RunAsync();
        var second = await world.Reconciler.RunAsync();

        Assert.Equal([old], LostDeliveryTests.Guids(first));
        Assert.Equal([(old, "retention-passed")], second.Lost.Select(each => (each.Identifier, each.Reason)));
        Assert.Equal([old], world.GitHub.Redelivered);
        Assert.DoesNotContain(older, second.Lost.Select(each => each.Identifier));
    }

    private sealed class LostMeasurements : IDisposable
    {
        private readonly ConcurrentQueue<string> seen = new();
        private readonly MeterListener listener = new();

        public LostMeasurements(IMeterFactory meters)
        {
            listener.InstrumentPublished = (instrument, each) =>
            {
                // Other tests run other reconcilers in this process.
                if (instrument.Name == "webhooks.reconciler.lost" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    each.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, value, tags, _) => seen.Enqueue($"{tags[0].Value} {tags[1].Value} {value}"));
            listener.Start();
        }

        public IEnumerable<string> Seen => seen;

        public void Dispose() => listener.Dispose();
    }
}
