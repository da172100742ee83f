using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

internal sealed class ExternalSignalMachine(WorkflowMachines run, uint seq) : Machine(run)
{
    private bool recorded;

    public override void OnCommandEvent(HistoryEvent e) => recorded = true;

    public override void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ExternalWorkflowExecutionSignaled:
                Run.Tell(new Job.ResolveExternalSignal(seq, null));
                break;
            case EventType.SignalExternalWorkflowExecutionFailed:
                var cause = e.SignalExternalWorkflowExecutionFailedEventAttributes.Cause;
                Run.Tell(new Job.ResolveExternalSignal(seq, new()
                {
                    Message = cause == SignalExternalWorkflowExecutionFailedCause.SignalCountLimitExceeded
                        ? "Unable to signal external workflow because the signal limit was reached"
                        : "Unable to signal external workflow because it was not found",
                    ApplicationFailureInfo = new() { Type = cause.ToString() },
                }));
                break;
            default:
                throw Refused(e);
        }

        Final = true;
    }

    /// <summary>A signal once sent cannot be called back.</summary>
    public void Cancel()
    {
        if (!recorded && !Dropped)
        {
            Dropped = true;
            Run.Tell(new Job.ResolveExternalSignal(seq, new()
            {
                Message = "Signal was cancelled before being sent",
                CanceledFailureInfo = new(),
            }));
        }
    }
}
