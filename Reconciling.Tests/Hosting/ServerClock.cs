using Temporalio.Activities;

namespace Webhooks.Reconciling.Tests.Hosting;

/// <summary>
/// The time of the embedded server, which skips, as each attempt of an activity is told it. Within an attempt it stands still, and short waits
/// are none.
/// </summary>
internal sealed class ServerClock : TimeProvider
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    public override DateTimeOffset GetUtcNow() =>
        ActivityExecutionContext.HasCurrent ? new DateTimeOffset(ActivityExecutionContext.Current.Info.StartedTime, TimeSpan.Zero) : base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, ActivityExecutionContext.HasCurrent && dueTime > TimeSpan.Zero && dueTime <= ShortWait ? TimeSpan.Zero : dueTime, period);
}
