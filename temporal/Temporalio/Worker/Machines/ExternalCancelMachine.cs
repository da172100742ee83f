using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <param name="seq">Null when a child's cancellation made it: workflow code knows nothing of it.</param>
internal sealed class ExternalCancelMachine(WorkflowMachines run, uint? seq) : Machine(run)
{
    public override void OnCommandEvent(HistoryEvent e)
    {
        // Being recorded changes nothing; the answer comes with a later event.
    }

    public override void OnEvent(HistoryEvent e)
    {
        Api.Failure.V1.Failure? failure = e.EventType switch
        {
            EventType.ExternalWorkflowExecutionCancelRequested => null,
            EventType.RequestCancelExternalWorkflowExecutionFailed => new()
            {
                Message = "Unable to cancel external workflow because not found",
                ApplicationFailureInfo = new() { Type = e.RequestCancelExternalWorkflowExecutionFailedEventAttributes.Cause.ToString() },
            },
            _ => throw Refused(e),
        };
        Final = true;
        if (seq is { } asked)
        {
            Run.Tell(new Job.ResolveExternalCancel(asked, failure));
        }
    }
}
