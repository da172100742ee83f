namespace Temporal.Server.Storage;

/// <summary>
/// The time that deadlines are measured by. It follows the wall clock forwards and never backwards: after a jump back it keeps
/// the pace of the monotonic clock, so that nothing is delayed by the jump and nothing fires twice.
/// </summary>
internal sealed class EngineClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _last = time.GetUtcNow();
    private long _lastTimestamp = time.GetTimestamp();

    /// <summary>The clock on the wall, for everything that is no deadline of a run: how long calls and pollers wait.</summary>
    public TimeProvider Time => time;

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var timestamp = time.GetTimestamp();
                var paced = _last + time.GetElapsedTime(_lastTimestamp, timestamp);
                var wall = time.GetUtcNow();
                _last = wall > paced ? wall : paced;
                _lastTimestamp = timestamp;
                return _last;
            }
        }
    }

    /// <summary>Lets the time until a moment have passed; from there it goes on at the pace of the monotonic clock.</summary>
    public void JumpTo(DateTimeOffset moment)
    {
        lock (_lock)
        {
            if (moment > Now)
            {
                _last = moment;
            }
        }
    }
}
