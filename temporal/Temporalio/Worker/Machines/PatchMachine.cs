using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

internal sealed class PatchMachine(WorkflowMachines run, string patchId) : Machine(run)
{
    public string PatchId { get; } = patchId;

    public override void OnCommandEvent(HistoryEvent e) => Final = true;
}
