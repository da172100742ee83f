using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Storage;

public sealed class DeadlineFiring
{
    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_not_before()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await FiredAsync(rig, "a"));
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);
        Assert.Equal(1, await FiredAsync(rig, "a"));
    }

    [Fact]
    public async Task A_wall_clock_set_back_neither_delays_nor_repeats_a_timer()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromMinutes(30));
        time.JumpWall(TimeSpan.FromDays(-1));
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await FiredAsync(rig, "a"));
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);

        time.JumpWall(TimeSpan.FromDays(-1));
        time.Advance(TimeSpan.FromDays(3));
        await rig.SignalAsync("a", "barrier");
        Assert.Equal(1, await FiredAsync(rig, "a"));
    }

    [Fact]
    public async Task A_wall_clock_set_forward_fires_what_became_due()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", TimeSpan.FromHours(1));
        time.JumpWall(TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);
        Assert.Equal(1, await FiredAsync(rig, "a"));
    }

    [Fact]
    public async Task A_timer_of_a_hundred_days_fires_after_a_hundred_days()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", TimeSpan.FromDays(100));
        time.Advance(TimeSpan.FromDays(99));
        Assert.Equal(0, await FiredAsync(rig, "a"));
        time.Advance(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);
        Assert.Equal(1, await FiredAsync(rig, "a"));
    }

    [Fact]
    public async Task A_thousand_timers_due_together_all_fire_once_in_the_order_of_their_start()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", [.. Enumerable.Repeat(TimeSpan.FromMinutes(1), 1000)]);
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);
        var fired = (await rig.HistoryAsync("a")).Where(item => item.EventType == EventType.TimerFired)
            .Select(item => item.TimerFiredEventAttributes.StartedEventId).ToList();
        Assert.Equal(1000, fired.Count);
        Assert.Equal(fired.Order(), fired);
    }

    [Fact]
    public async Task A_timer_whose_firing_could_not_be_stored_fires_later()
    {
        var time = new ManualTime();
        await using var rig = EngineRig.Open(time);
        await StartTimersAsync(rig, "a", TimeSpan.FromHours(1));
        using var failed = new SemaphoreSlim(0);
        rig.Store.BeforeCommit = () =>
        {
            failed.Release();
            throw new IOException("disk full");
        };
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await failed.WaitAsync(TimeSpan.FromSeconds(20)));
        rig.Store.BeforeCommit = null;
        await rig.LookAsync("a", run => run.IsOpen);
        time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => !rig.Dispatched.IsEmpty);
        Assert.Equal(1, await FiredAsync(rig, "a"));
    }

    private static async Task StartTimersAsync(EngineRig rig, string id, params TimeSpan[] spans)
    {
        await rig.StartAsync(id);
        await rig.CompleteTaskAsync(await rig.StartTaskAsync(id), [.. spans.Select((span, i) => new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new StartTimerCommandAttributes { TimerId = $"t{i}", StartToFireTimeout = Duration.FromTimeSpan(span) },
        })]);
        rig.Dispatched.Clear();
    }

    private static async Task<int> FiredAsync(EngineRig rig, string id)
    {
        // A change of our own behind what the alarm queued: when it is answered, the firing was.
        await rig.LookAsync(id, run => run.IsOpen);
        return (await rig.HistoryAsync(id)).Count(item => item.EventType == EventType.TimerFired);
    }
}
