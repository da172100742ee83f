using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

/// <summary>
/// The runs in memory: every open one, and the closed ones looked at last. What is missing is read from the store, so dropping a
/// run from here is always safe, and is how an undone change is forgotten. Used by the engine loop alone.
/// </summary>
internal sealed class LiveRuns(RunStore store, int closedCapacity = 512)
{
    private readonly Dictionary<(string Namespace, string RunId), StoredRun> _runs = [];
    private readonly Dictionary<(string Namespace, string WorkflowId), string> _current = [];
    private readonly LinkedList<RunKey> _closedByUse = new();
    private readonly Dictionary<RunKey, LinkedListNode<RunKey>> _closed = [];

    public int Count => _runs.Count;

    public StoredRun? Find(string ns, string runId)
    {
        if (!_runs.TryGetValue((ns, runId), out var stored))
        {
            stored = store.Load(ns, runId);
            if (stored is null)
            {
                return null;
            }

            _runs.Add((ns, runId), stored);
        }

        if (!stored.Run.IsOpen)
        {
            UseClosed(stored.Run.Key);
        }

        return stored;
    }

    public string? CurrentRunId(string ns, string workflowId)
    {
        if (_current.TryGetValue((ns, workflowId), out var runId))
        {
            return runId;
        }

        runId = store.CurrentRunId(ns, workflowId);
        if (runId is not null && _runs.ContainsKey((ns, runId)))
        {
            _current[(ns, workflowId)] = runId;
        }

        return runId;
    }

    public void Add(StoredRun stored) => _runs[(stored.Run.Key.Namespace, stored.Run.Key.RunId)] = stored;

    public void SetCurrent(string ns, string workflowId, string runId) => _current[(ns, workflowId)] = runId;

    public void ForgetCurrent(string ns, string workflowId) => _current.Remove((ns, workflowId));

    public void Forget(RunKey key)
    {
        _runs.Remove((key.Namespace, key.RunId));
        _current.Remove((key.Namespace, key.WorkflowId));
        if (_closed.Remove(key, out var node))
        {
            _closedByUse.Remove(node);
        }
    }

    private void UseClosed(RunKey key)
    {
        if (_closed.TryGetValue(key, out var node))
        {
            _closedByUse.Remove(node);
            _closedByUse.AddLast(node);
            return;
        }

        _closed.Add(key, _closedByUse.AddLast(key));
    }

    /// <summary>Drops the closed runs not used for longest. Only between batches: a run in use by a change must stay the only one of its kind.</summary>
    public void Trim(IEnumerable<RunKey> changed)
    {
        foreach (var key in changed)
        {
            if (_runs.TryGetValue((key.Namespace, key.RunId), out var stored) && !stored.Run.IsOpen)
            {
                UseClosed(key);
            }
        }

        while (_closed.Count > closedCapacity && _closedByUse.First is { } oldest)
        {
            Forget(oldest.Value);
        }
    }
}
