using Temporal.Server.State;

namespace Temporal.Server.Engine;

/// <summary>One run of a workflow, held in memory while it is open.</summary>
internal sealed class Run(RunState state)
{
    public RunState State { get; } = state;

    public RunKey Key { get; } = new(state.Namespace, state.WorkflowId, state.RunId);
}
