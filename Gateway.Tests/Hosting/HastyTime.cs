namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>A clock that runs <paramref name="factor"/> times as fast, so that minutes of waiting pass in seconds.</summary>
internal sealed class HastyTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset begin = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => begin + ((System.GetUtcNow() - begin) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private TimeSpan Shortened(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / factor;
}
