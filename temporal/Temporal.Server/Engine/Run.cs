using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>
/// One run in memory. <see cref="State"/> is all that outlives an operation; the rest is scratch of the operation under way.
/// </summary>
internal sealed class Run(RunState state)
{
    public RunState State { get; private set; } = state;

    public RunKey Key { get; } = new(state.Namespace, state.WorkflowId, state.RunId);

    public bool IsOpen => State.Status == WorkflowExecutionStatus.Running;

    /// <summary>The workflow task waits for a poller.</summary>
    public bool HasWaitingWorkflowTask => IsOpen && State.WorkflowTask is { StartedEventId: 0 };

    public bool HasStartedWorkflowTask => IsOpen && State.WorkflowTask is { StartedEventId: > 0 };

    /// <summary>Numbered events that the operation has not handed to the transaction yet.</summary>
    internal List<HistoryEvent> Staged { get; } = [];

    /// <summary>While set, a wish for a workflow task is only noted, so that it is scheduled once, after all events.</summary>
    internal bool HoldsWorkflowTask { get; set; }

    internal bool WantsWorkflowTask { get; set; }

    /// <summary>While set, the commands of a completion own the event ids and everything else waits in the buffer.</summary>
    internal bool AppliesCommands { get; set; }

    /// <summary>Takes back what refused commands have done.</summary>
    internal void Restore(RunState state, int stagedCount)
    {
        State = state;
        Staged.RemoveRange(stagedCount, Staged.Count - stagedCount);
    }
}
