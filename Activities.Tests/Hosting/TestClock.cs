namespace Webhooks.Activities.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it, or lets waits pass.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource set = NewSignal();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (gate)
        {
            now += by;
            due = [.. alarms.Where(alarm => alarm.At <= now)];
            due.ForEach(alarm => alarm.At = null);
        }

        due.ForEach(alarm => alarm.Ring());
    }

    /// <summary>Until the work has ended, each wait that begins with at most so long passes at once. Longer ones, such as limits, stay.</summary>
    public async Task PassAsync(Task work, TimeSpan longest)
    {
        while (!work.IsCompleted)
        {
            Task next;
            TimeSpan? wait;
            lock (gate)
            {
                next = set.Task;
                wait = alarms.Where(alarm => alarm.At is not null && alarm.Wait <= longest).Min(alarm => alarm.At) - now;
            }

            if (wait is { } rest)
            {
                Advance(rest);
            }
            else
            {
                await Task.WhenAny(work, next);
            }
        }
    }

    /// <summary>Until somebody waits for exactly so long.</summary>
    public async Task AwaitedAsync(TimeSpan wait)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (alarms.Exists(alarm => alarm.At is not null && alarm.Wait == wait))
                {
                    return;
                }

                next = set.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Alarm(TestClock clock, Action ring) : ITimer
    {
        public DateTimeOffset? At { get; set; }

        public TimeSpan Wait { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource passed;
            lock (clock.gate)
            {
                Wait = dueTime;
                At = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (!clock.alarms.Contains(this))
                {
                    clock.alarms.Add(this);
                }

                (passed, clock.set) = (clock.set, NewSignal());
            }

            passed.SetResult();
            return true;
        }

        public void Ring() => ring();

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
