using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Engine;

internal static class ActivityCommands
{
    // What the workflow finds in the details of an activity that never started.
    private const string NotStarted = "ACTIVITY_ID_NOT_STARTED";

    public static CommandRefusal? Schedule(CommandBatch batch, ScheduleActivityTaskCommandAttributes command)
    {
        var (tx, run) = (batch.Tx, batch.Run);
        var state = run.State;
        if (Fault(tx.Options, command) is { } fault)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadScheduleActivityAttributes, fault);
        }

        if (state.Activities.Values.Any(pending => pending.ActivityId == command.ActivityId))
        {
            return new CommandRefusal(WorkflowTaskFailedCause.ScheduleActivityDuplicateId);
        }

        if (state.Activities.Count >= tx.Options.MaximumPendingActivities)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.PendingActivitiesLimitExceeded);
        }

        var timeouts = ActivityTimeouts.Normalise(command, state.WorkflowRunTimeout.Span());
        var retryPolicy = RetryPolicies.WithDefaults(command.RetryPolicy ?? new RetryPolicy());
        var queue = command.TaskQueue is { Name.Length: > 0 } given ? given.Name : state.TaskQueue;
        var scheduled = batch.Write(new HistoryEvent
        {
            ActivityTaskScheduledEventAttributes = new ActivityTaskScheduledEventAttributes
            {
                ActivityId = command.ActivityId,
                ActivityType = command.ActivityType,
                TaskQueue = new TaskQueue { Name = queue, Kind = TaskQueueKind.Normal },
                Header = command.Header,
                Input = command.Input,
                ScheduleToCloseTimeout = timeouts.ScheduleToClose.ToDuration(),
                ScheduleToStartTimeout = timeouts.ScheduleToStart.ToDuration(),
                StartToCloseTimeout = timeouts.StartToClose.ToDuration(),
                HeartbeatTimeout = timeouts.Heartbeat.ToDuration(),
                RetryPolicy = retryPolicy,
                Priority = command.Priority,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        state.Activities[scheduled.EventId] = new PendingActivity
        {
            ScheduledEventId = scheduled.EventId,
            ActivityId = command.ActivityId,
            ActivityType = command.ActivityType.Name,
            TaskQueue = queue,
            ScheduleToCloseTimeout = timeouts.ScheduleToClose.ToDuration(),
            ScheduleToStartTimeout = timeouts.ScheduleToStart.ToDuration(),
            StartToCloseTimeout = timeouts.StartToClose.ToDuration(),
            HeartbeatTimeout = timeouts.Heartbeat.ToDuration(),
            RetryPolicy = retryPolicy,
            Priority = command.Priority,
            Attempt = 1,
            FirstScheduledTime = tx.Now.ToTimestamp(),
            ScheduledTime = tx.Now.ToTimestamp(),
        };
        batch.Then(() => Dispatch(tx, run, scheduled.EventId));
        return null;
    }

    public static CommandRefusal? RequestCancel(CommandBatch batch, RequestCancelActivityTaskCommandAttributes command)
    {
        var run = batch.Run;
        var isPending = run.State.Activities.TryGetValue(command.ScheduledEventId, out var activity);
        if (!isPending && !EventBuffer.HoldsCloseOfActivity(run, command.ScheduledEventId))
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadRequestCancelActivityAttributes, $"Activity {command.ScheduledEventId} is not known.");
        }

        if (activity is { CancelRequestedEventId: > 0 })
        {
            return new CommandRefusal(
                WorkflowTaskFailedCause.BadRequestCancelActivityAttributes, $"Cancellation of activity {command.ScheduledEventId} was requested before.");
        }

        var requested = batch.Write(new HistoryEvent
        {
            ActivityTaskCancelRequestedEventAttributes = new ActivityTaskCancelRequestedEventAttributes
            {
                ScheduledEventId = command.ScheduledEventId,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        if (activity is null)
        {
            return null;
        }

        activity.CancelRequestedEventId = requested.EventId;
        if (activity.StartedTime is null)
        {
            ActivityEnd.Canceled(batch.Tx, run, activity, new Payloads { Payloads_ = { JsonText.Of(NotStarted) } }, batch.Identity);
        }

        return null;
    }

    private static void Dispatch(Transaction tx, Run run, long scheduledEventId)
    {
        // The same batch may have cancelled it or closed the run.
        if (run.State.Activities.ContainsKey(scheduledEventId))
        {
            tx.DispatchActivity(run, scheduledEventId);
        }
    }

    private static string? Fault(EngineOptions options, ScheduleActivityTaskCommandAttributes command)
    {
        if (command.ActivityId.Length == 0 || command.ActivityId.Length > options.MaximumIdLength)
        {
            return "ActivityId is not set on command, or too long.";
        }

        if (command.ActivityType is not { Name.Length: > 0 } type || type.Name.Length > options.MaximumIdLength)
        {
            return "ActivityType is not set on command, or too long.";
        }

        var fault = TimeMath.Fault(command.ScheduleToCloseTimeout, "ScheduleToCloseTimeout")
            ?? TimeMath.Fault(command.ScheduleToStartTimeout, "ScheduleToStartTimeout")
            ?? TimeMath.Fault(command.StartToCloseTimeout, "StartToCloseTimeout")
            ?? TimeMath.Fault(command.HeartbeatTimeout, "HeartbeatTimeout")
            ?? RetryPolicies.Fault(command.RetryPolicy);
        if (fault is not null)
        {
            return fault;
        }

        return command.ScheduleToCloseTimeout.IsPositive() || command.StartToCloseTimeout.IsPositive()
            ? null
            : "A valid StartToClose or ScheduleToCloseTimeout is not set on command.";
    }
}
