namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>Stands still until it is advanced, timers included, and says when somebody waits for that.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly SemaphoreSlim waited = new(0);
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        waited.Release();
        return alarm;
    }

    /// <summary>Until a timer has been made that nobody has waited for in this way yet.</summary>
    public async Task WaitedForAsync() => Assert.True(await waited.WaitAsync(TimeSpan.FromSeconds(30)), "Nobody waits.");

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (gate)
        {
            now += by;
            due = alarms.FindAll(alarm => alarm.Due <= now);
            foreach (var alarm in due)
            {
                // As the machine's: a period that has been missed is not made up for.
                alarm.Due = now + alarm.Period;
            }

            alarms.RemoveAll(alarm => due.Contains(alarm) && alarm.Period == Timeout.InfiniteTimeSpan);
        }

        due.ForEach(alarm => alarm.Ring());
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                (Due, Period) = (time.now + dueTime, period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan);
                time.alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    time.alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
