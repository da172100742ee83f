namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>Time that passes when a test says so. Timers are those of the machine.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long ticks = System.GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}
