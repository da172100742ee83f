using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Instances;

/// <summary>Which patches this run has taken; each is decided once.</summary>
internal sealed class WorkflowPatches(WorkflowInstance run, Func<PatchActivationInput, bool>? activation)
{
    private readonly HashSet<string> notified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> decided = new(StringComparer.Ordinal);

    public void Notify(string patchId) => notified.Add(patchId);

    public bool IsPatched(string patchId) => Decide(patchId, deprecated: false);

    public void Deprecate(string patchId) => Decide(patchId, deprecated: true);

    private bool Decide(string patchId, bool deprecated)
    {
        if (decided.TryGetValue(patchId, out var before))
        {
            return before;
        }

        run.CheckWritable();
        var takes = notified.Contains(patchId)
            || (!run.Activation.IsReplaying && (deprecated || activation?.Invoke(new(run.Info, patchId)) != false));
        decided[patchId] = takes;
        if (takes)
        {
            run.Ask(new WorkflowCommand.SetPatch(patchId, deprecated));
        }

        return takes;
    }
}
