using System.Collections.Concurrent;
using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

/// <summary>Wakes those who wait for a run to change. Take the signal first, then look, then wait for it: no change is missed.</summary>
internal sealed class RunWatch
{
    private readonly ConcurrentDictionary<RunKey, TaskCompletionSource> _signals = new();

    /// <summary>Completes at the next committed change of the run.</summary>
    public Task NextChange(RunKey key) =>
        _signals.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Signal(RunKey key)
    {
        if (_signals.TryRemove(key, out var signal))
        {
            signal.SetResult();
        }
    }
}
