namespace Temporal.Server.Skipping;

/// <summary>A call that waits for a moment of virtual time.</summary>
/// <param name="Due">The moment.</param>
/// <param name="Order">Tells sleepers of the same moment apart.</param>
/// <param name="HoldsUnlock">It has taken one from the lock count, and gives it back when it wakes.</param>
internal sealed record Sleeper(DateTimeOffset Due, long Order, bool HoldsUnlock) : IComparable<Sleeper>
{
    private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Awake => _awake.Task;

    public void Wake() => _awake.TrySetResult();

    public int CompareTo(Sleeper? other) => (Due, Order).CompareTo((other?.Due ?? DateTimeOffset.MinValue, other?.Order ?? 0));
}
