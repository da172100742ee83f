namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>The clock of the machine, ahead of it by as much as a test says. Timers run as ever.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
