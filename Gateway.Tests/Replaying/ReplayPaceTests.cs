using Webhooks.Gateway.Replaying;

namespace Webhooks.Gateway.Tests.Replaying;

public sealed class ReplayPaceTests
{
    private readonly StoppedTime time = new();

    [Fact]
    public async Task A_second_has_as_many_as_were_asked_for_and_no_more()
    {
        var pace = new ReplayPace(50, time);
        var gone = 0;
        await pace.NextAsync(CancellationToken.None);
        var running = Task.Run(async () =>
        {
            for (; gone < 50; gone++)
            {
                await pace.NextAsync(CancellationToken.None);
            }
        });
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromSeconds(1); waited += TimeSpan.FromMilliseconds(20))
        {
            await time.WaitedForAsync();
            Assert.Equal(waited.TotalMilliseconds / 20, gone);
            time.Advance(TimeSpan.FromMilliseconds(20));
        }

        await running;
    }

    [Fact]
    public async Task A_pause_is_not_made_up_for()
    {
        var pace = new ReplayPace(1, time);
        await pace.NextAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));
        await pace.NextAsync(CancellationToken.None);
        Assert.False(pace.NextAsync(CancellationToken.None).IsCompleted);
    }

    /// <summary>Stands still until it is advanced, and says when somebody waits for that.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        private readonly SemaphoreSlim waited = new(0);
        private readonly Lock gate = new();
        private readonly List<Alarm> alarms = [];
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow()
        {
            lock (gate)
            {
                return now;
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(this, () => callback(state));
            lock (gate)
            {
                alarm.Due = now + dueTime;
                alarms.Add(alarm);
            }

            waited.Release();
            return alarm;
        }

        public async Task WaitedForAsync() => Assert.True(await waited.WaitAsync(TimeSpan.FromSeconds(30)), "Nobody waits.");

        public void Advance(TimeSpan by)
        {
            List<Alarm> due;
            lock (gate)
            {
                now += by;
                due = alarms.FindAll(alarm => alarm.Due <= now);
                alarms.RemoveAll(due.Contains);
            }

            due.ForEach(alarm => alarm.Ring());
        }

        private void Remove(Alarm alarm)
        {
            lock (gate)
            {
                alarms.Remove(alarm);
            }
        }

        private sealed class Alarm(StoppedTime time, Action ring) : ITimer
        {
            public DateTimeOffset Due { get; set; }

            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

            public void Dispose() => time.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
