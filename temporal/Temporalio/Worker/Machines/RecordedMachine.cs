using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>A command that is done with being recorded: an upsert, a memo change, the end of the run.</summary>
internal sealed class RecordedMachine(WorkflowMachines run) : Machine(run)
{
    public override void OnCommandEvent(HistoryEvent e) => Final = true;
}
