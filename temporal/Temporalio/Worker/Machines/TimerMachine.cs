using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

internal sealed class TimerMachine(WorkflowMachines run, uint seq) : Machine(run)
{
    private readonly string timerId = seq.ToString();
    private bool recorded;

    public override void OnCommandEvent(HistoryEvent e)
    {
        recorded = true;
        Final = e.EventType == EventType.TimerCanceled;
    }

    public override void OnEvent(HistoryEvent e)
    {
        if (e.EventType != EventType.TimerFired)
        {
            throw Refused(e);
        }

        var fired = e.TimerFiredEventAttributes.TimerId;
        if (fired != timerId)
        {
            throw Nondeterminism.Because($"Timer fired event did not have expected timer id {timerId}, it was {fired}");
        }

        Final = true;
        Run.Tell(new Job.FireTimer(seq));
    }

    public void Cancel()
    {
        if (Final || Dropped)
        {
            return;
        }

        if (!recorded)
        {
            Dropped = true;
            return;
        }

        Run.Send(this, new Command
        {
            CommandType = CommandType.CancelTimer,
            CancelTimerCommandAttributes = new() { TimerId = timerId },
        });
    }
}
