using Temporal.Server.Engine;

namespace Temporal.Server.Skipping;

/// <summary>
/// Counts the work of all runs that somebody is at, or could be: workflow tasks and activities from their scheduling to their
/// result. It follows from the committed states alone, so no path through the engine can forget to count.
/// </summary>
internal sealed class InFlightWork
{
    private readonly Dictionary<RunKey, int> _byRun = [];

    public int Count { get; private set; }

    public void Changed(Run run)
    {
        Deleted(run.Key);
        if (Of(run) is > 0 and var count)
        {
            _byRun.Add(run.Key, count);
            Count += count;
        }
    }

    public void Deleted(RunKey key)
    {
        if (_byRun.Remove(key, out var count))
        {
            Count -= count;
        }
    }

    /// <summary>An activity that waits for its next attempt waits for time, and for nobody else.</summary>
    private static int Of(Run run) => !run.IsOpen
        ? 0
        : (run.State.WorkflowTask is null ? 0 : 1) + run.State.Activities.Values.Count(activity => !activity.InBackoff);
}
