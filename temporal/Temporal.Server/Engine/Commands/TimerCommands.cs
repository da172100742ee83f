using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

internal static class TimerCommands
{
    public static CommandRefusal? Start(CommandBatch batch, StartTimerCommandAttributes command)
    {
        var state = batch.Run.State;
        if (command.TimerId.Length == 0 || command.TimerId.Length > batch.Tx.Options.MaximumIdLength)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadStartTimerAttributes, "TimerId is not set on command, or too long.");
        }

        if (!command.StartToFireTimeout.IsPositive())
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadStartTimerAttributes, "An invalid StartToFireTimeout is set on StartTimerCommand.");
        }

        if (state.Timers.ContainsKey(command.TimerId))
        {
            return new CommandRefusal(WorkflowTaskFailedCause.StartTimerDuplicateId);
        }

        var started = batch.Write(new HistoryEvent
        {
            TimerStartedEventAttributes = new TimerStartedEventAttributes
            {
                TimerId = command.TimerId,
                StartToFireTimeout = command.StartToFireTimeout,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        state.Timers[command.TimerId] = new PendingTimer
        {
            TimerId = command.TimerId,
            StartedEventId = started.EventId,
            DueTime = batch.Tx.Now.Plus(command.StartToFireTimeout.Span()).ToTimestamp(),
        };
        return null;
    }

    public static CommandRefusal? Cancel(CommandBatch batch, CancelTimerCommandAttributes command)
    {
        var state = batch.Run.State;
        long startedEventId;
        if (state.Timers.TryGetValue(command.TimerId, out var timer))
        {
            startedEventId = timer.StartedEventId;
            state.Timers.Remove(command.TimerId);
        }
        else if (EventBuffer.RemoveTimerFired(batch.Run, command.TimerId, out startedEventId))
        {
            batch.RecountUnseenEvents();
        }
        else
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadCancelTimerAttributes, $"Timer {command.TimerId} is not known.");
        }

        batch.Write(new HistoryEvent
        {
            TimerCanceledEventAttributes = new TimerCanceledEventAttributes
            {
                TimerId = command.TimerId,
                StartedEventId = startedEventId,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
                Identity = batch.Identity,
            },
        });
        return null;
    }
}
