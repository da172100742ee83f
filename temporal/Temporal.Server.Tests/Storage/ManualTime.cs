namespace Temporal.Server.Tests.Storage;

/// <summary>A clock that moves when told to: the wall and the monotonic clock apart, so that a jump of one can be played.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _wall;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Sets the wall clock off, as an operator or a time server does.</summary>
    public void JumpWall(TimeSpan by)
    {
        lock (_lock)
        {
            _wall += by;
        }
    }

    /// <summary>Lets time pass on both clocks.</summary>
    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _wall += by;
            _elapsed += by;
            due = [.. _alarms.Where(alarm => alarm.Due <= _elapsed)];
            foreach (var alarm in due)
            {
                alarm.Rearm(_elapsed);
            }
        }

        foreach (var alarm in due)
        {
            alarm.Ring();
        }
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
                if (!time._alarms.Contains(this))
                {
                    time._alarms.Add(this);
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                ThreadPool.QueueUserWorkItem(_ => time.Advance(TimeSpan.Zero));
            }

            return true;
        }

        public void Rearm(TimeSpan now) => Due = _period > TimeSpan.Zero ? now + _period : null;

        public void Ring() => ring();

        public void Dispose()
        {
            lock (time._lock)
            {
                time._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
