using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

internal sealed class ActivityMachine(
    WorkflowMachines run,
    uint seq,
    ActivityCancellationType cancellationType,
    ScheduleActivityTaskCommandAttributes scheduled) : Machine(run)
{
    private long scheduledEventId;
    private long startedEventId;
    private bool resolved;
    private bool cancelRequested;

    public override void OnCommandEvent(HistoryEvent e)
    {
        if (e.EventType == EventType.ActivityTaskCancelRequested)
        {
            return;
        }

        var recorded = e.ActivityTaskScheduledEventAttributes;
        if (Run.Flags.InUse(SdkFlags.IdAndTypeChecks))
        {
            if (recorded.ActivityId != scheduled.ActivityId)
            {
                throw Nondeterminism.Because(
                    $"Activity id of scheduled event '{recorded.ActivityId}' does not match activity id of activity command '{scheduled.ActivityId}'");
            }

            if (recorded.ActivityType.Name != scheduled.ActivityType.Name)
            {
                throw Nondeterminism.Because(
                    $"Activity type of scheduled event '{recorded.ActivityType.Name}' does not match activity type of activity command '{scheduled.ActivityType.Name}'");
            }
        }

        scheduledEventId = e.EventId;
    }

    public override void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ActivityTaskStarted:
                startedEventId = e.EventId;
                return;
            case EventType.ActivityTaskCompleted:
                Resolve(Resolution.Completed(e.ActivityTaskCompletedEventAttributes.Result));
                break;
            case EventType.ActivityTaskFailed:
                var failed = e.ActivityTaskFailedEventAttributes;
                startedEventId = failed.StartedEventId;
                Resolve(Failed("Activity task failed", failed.RetryState, failed.Failure, failed.Identity));
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = e.ActivityTaskTimedOutEventAttributes;
                startedEventId = timedOut.StartedEventId;
                Resolve(Failed("Activity task timed out", timedOut.RetryState, timedOut.Failure));
                break;
            case EventType.ActivityTaskCanceled:
                var cancelled = e.ActivityTaskCanceledEventAttributes;
                startedEventId = cancelled.StartedEventId;
                Resolve(Cancelled(new() { Details = cancelled.Details }, cancelled.Identity));
                break;
            default:
                throw Refused(e);
        }

        Final = true;
    }

    public void Cancel()
    {
        if (Final || Dropped || resolved || cancelRequested)
        {
            return;
        }

        if (scheduledEventId == 0)
        {
            Dropped = true;
            Resolve(Cancelled(new()));
            return;
        }

        if (cancellationType != ActivityCancellationType.Abandon)
        {
            cancelRequested = true;
            Run.Send(this, new Command
            {
                CommandType = CommandType.RequestCancelActivityTask,
                RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
            });
        }

        if (cancellationType != ActivityCancellationType.WaitCancellationCompleted)
        {
            Resolve(Cancelled(new()));
        }
    }

    private void Resolve(Resolution resolution)
    {
        // After a cancellation that does not wait, the activity's real end comes unheard.
        if (!resolved)
        {
            resolved = true;
            Run.Tell(new Job.ResolveActivity(seq, resolution));
        }
    }

    private Resolution Cancelled(CanceledFailureInfo info, string identity = "") => Failed(
        "Activity cancelled",
        RetryState.CancelRequested,
        new Failure { Message = "Activity cancelled", CanceledFailureInfo = info },
        identity);

    private Resolution Failed(string message, RetryState retryState, Failure? cause, string identity = "") => Resolution.Failed(new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityType = scheduled.ActivityType,
            ActivityId = scheduled.ActivityId,
            Identity = identity,
            RetryState = retryState,
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
        },
    });
}
