using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporal.Server.Engine;

/// <summary>
/// The commands of one completion. Applying them changes this run only, so that a refusal can be undone; what concerns
/// other runs and the task queues is put off until all are accepted.
/// </summary>
internal sealed class CommandBatch(Transaction tx, Run run, long completedEventId, string identity)
{
    private readonly List<Action> effects = [];
    private UserMetadata? metadata;

    public Transaction Tx { get; } = tx;

    public Run Run { get; } = run;

    public long CompletedEventId { get; } = completedEventId;

    public string Identity { get; } = identity;

    /// <summary>Children started by this very batch, which it may not cancel as well.</summary>
    public HashSet<string> StartedChildren { get; } = [];

    /// <summary>Events the worker has not seen; while there are any, the workflow may not close.</summary>
    public bool HasUnseenEvents { get; private set; } = run.State.BufferedEvents.Count > 0;

    public CommandRefusal? Apply(IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            if (!Run.IsOpen)
            {
                // Nothing can follow the end of the run; a worker puts its closing command last.
                return null;
            }

            if (command.CalculateSize() > Tx.Options.MaximumBlobBytes)
            {
                return new CommandRefusal(WorkflowTaskFailedCause.PayloadsTooLarge, $"{command.CommandType} exceeds size limit.")
                {
                    TerminatesRun = true,
                };
            }

            metadata = command.UserMetadata;
            if (Apply(command) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    public HistoryEvent Write(HistoryEvent happening) => HistoryLog.Write(Tx, Run, Describe(happening));

    /// <summary>Puts the summary and details of the command under way on its event.</summary>
    public HistoryEvent Describe(HistoryEvent happening)
    {
        happening.UserMetadata = metadata;
        return happening;
    }

    /// <summary>Done once all commands are accepted, in the order they came.</summary>
    public void Then(Action effect) => effects.Add(effect);

    public void RunEffects()
    {
        foreach (var effect in effects)
        {
            effect();
        }
    }

    /// <summary>Taking an unseen event back may leave none.</summary>
    public void RecountUnseenEvents() => HasUnseenEvents = Run.State.BufferedEvents.Count > 0;

    private CommandRefusal? Apply(Command command) => command.AttributesCase switch
    {
        Command.AttributesOneofCase.ScheduleActivityTaskCommandAttributes =>
            ActivityCommands.Schedule(this, command.ScheduleActivityTaskCommandAttributes),
        Command.AttributesOneofCase.RequestCancelActivityTaskCommandAttributes =>
            ActivityCommands.RequestCancel(this, command.RequestCancelActivityTaskCommandAttributes),
        Command.AttributesOneofCase.StartTimerCommandAttributes => TimerCommands.Start(this, command.StartTimerCommandAttributes),
        Command.AttributesOneofCase.CancelTimerCommandAttributes => TimerCommands.Cancel(this, command.CancelTimerCommandAttributes),
        Command.AttributesOneofCase.RecordMarkerCommandAttributes => RecordCommands.Marker(this, command.RecordMarkerCommandAttributes),
        Command.AttributesOneofCase.UpsertWorkflowSearchAttributesCommandAttributes =>
            RecordCommands.SearchAttributes(this, command.UpsertWorkflowSearchAttributesCommandAttributes),
        Command.AttributesOneofCase.ModifyWorkflowPropertiesCommandAttributes =>
            RecordCommands.Memo(this, command.ModifyWorkflowPropertiesCommandAttributes),
        Command.AttributesOneofCase.StartChildWorkflowExecutionCommandAttributes =>
            ChildCommands.Start(this, command.StartChildWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.SignalExternalWorkflowExecutionCommandAttributes =>
            ExternalCommands.Signal(this, command.SignalExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.RequestCancelExternalWorkflowExecutionCommandAttributes =>
            ExternalCommands.RequestCancel(this, command.RequestCancelExternalWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.CompleteWorkflowExecutionCommandAttributes =>
            CloseCommands.Complete(this, command.CompleteWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.FailWorkflowExecutionCommandAttributes =>
            CloseCommands.Fail(this, command.FailWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.CancelWorkflowExecutionCommandAttributes =>
            CloseCommands.Cancel(this, command.CancelWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.ContinueAsNewWorkflowExecutionCommandAttributes =>
            CloseCommands.ContinueAsNew(this, command.ContinueAsNewWorkflowExecutionCommandAttributes),
        Command.AttributesOneofCase.ProtocolMessageCommandAttributes =>
            new CommandRefusal(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, "Workflow updates are not supported by this server."),
        _ => new CommandRefusal(WorkflowTaskFailedCause.FeatureDisabled, $"{command.CommandType} is not supported by this server."),
    };
}
