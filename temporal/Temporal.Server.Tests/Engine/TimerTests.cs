using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Engine;

public sealed class TimerTests
{
    private readonly World world = new();

    [Fact]
    public void A_timer_fires_when_it_is_due_and_not_before()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer(seconds: 10));
        Assert.Equal(world.Now.AddSeconds(10), Deadlines.Next(world.Runs[run]));

        world.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal("TimerStarted", world.Events(run)[^1]);
        world.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(["TimerStarted", "TimerFired", "WorkflowTaskScheduled"], world.Events(run, from: 5));
        var fired = world.Last(run, EventType.TimerFired).TimerFiredEventAttributes;
        Assert.Equal(("t", 5L), (fired.TimerId, fired.StartedEventId));
    }

    [Fact]
    public void Overdue_timers_fire_in_order_of_due_time_then_of_start_behind_one_another()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer("b", 20), Commands.Timer("z", 10), Commands.Timer("a", 20), Commands.Timer("later", 500));
        world.Restart();

        world.Now += TimeSpan.FromSeconds(100);
        world.Fire(run);

        var fired = world.Histories[run].Where(happening => happening.EventType == EventType.TimerFired)
            .Select(happening => happening.TimerFiredEventAttributes.TimerId);
        Assert.Equal(["z", "b", "a"], fired);
        Assert.Equal(["TimerFired", "TimerFired", "TimerFired", "WorkflowTaskScheduled"], world.Events(run, from: 9));
    }

    [Fact]
    public void A_cancelled_timer_never_fires()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer());
        world.Signal(run);
        world.Work(run, Commands.CancelTimer());

        world.Advance(TimeSpan.FromSeconds(100));
        world.Fire(run);

        Assert.Equal("TimerCanceled", world.Events(run)[^1]);
        Assert.Null(Deadlines.Next(world.Runs[run]));
    }

    [Fact]
    public void Firing_again_does_nothing()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer());
        world.Advance(TimeSpan.FromSeconds(10));
        var before = world.Runs[run].State.Clone();

        world.Fire(run);

        Assert.Equal(before, world.Runs[run].State);
    }

    [Fact]
    public void A_timer_of_ten_thousand_years_is_only_late()
    {
        var run = world.Start();
        world.Work(run, Commands.Timer(seconds: 315_000_000_000));

        Assert.Equal(DateTimeOffset.MaxValue.Year, Deadlines.Next(world.Runs[run])!.Value.Year);
    }
}
