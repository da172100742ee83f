using Temporalio.Api.Command.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

/// <summary>What workflow code asks for. Sequence numbers count from 1 for each kind.</summary>
internal abstract record WorkflowCommand
{
    public sealed record StartTimer(uint Seq, Command Command) : WorkflowCommand;

    public sealed record CancelTimer(uint Seq) : WorkflowCommand;

    public sealed record ScheduleActivity(uint Seq, ActivityCancellationType CancellationType, Command Command) : WorkflowCommand;

    public sealed record CancelActivity(uint Seq) : WorkflowCommand;

    public sealed record StartChild(uint Seq, ChildWorkflowCancellationType CancellationType, Command Command) : WorkflowCommand;

    public sealed record CancelChild(uint Seq, string Reason) : WorkflowCommand;

    public sealed record SignalExternal(uint Seq, Command Command) : WorkflowCommand;

    public sealed record CancelSignalExternal(uint Seq) : WorkflowCommand;

    public sealed record CancelExternal(uint Seq, Command Command) : WorkflowCommand;

    public sealed record SetPatch(string PatchId, bool Deprecated) : WorkflowCommand;

    public sealed record UpsertSearchAttributes(Command Command) : WorkflowCommand;

    public sealed record ModifyMemo(Command Command) : WorkflowCommand;

    /// <summary>Completes, fails, cancels or continues the run.</summary>
    public sealed record End(Command Command) : WorkflowCommand;
}
