namespace Temporal.Server.Skipping;

/// <summary>A call that waits for a moment of virtual time.</summary>
/// <param name="due">The moment.</param>
/// <param name="order">Tells sleepers of the same moment apart.</param>
/// <param name="holdsUnlock">It has taken one from the lock count, and gives it back when it wakes.</param>
internal sealed class Sleeper(DateTimeOffset due, long order, bool holdsUnlock)
{
    private readonly TaskCompletionSource _awake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose moment is nearer comes first.</summary>
    public static Comparer<Sleeper> ByMoment { get; } = Comparer<Sleeper>.Create((one, other) => one.Moment.CompareTo(other.Moment));

    public DateTimeOffset Due => due;

    public bool HoldsUnlock => holdsUnlock;

    public Task Awake => _awake.Task;

    private (DateTimeOffset Due, long Order) Moment => (due, order);

    public void Wake() => _awake.TrySetResult();
}
