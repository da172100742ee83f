using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Machines;

/// <summary>Workflow code and history do not agree, or history is not what a server writes.</summary>
internal static class Nondeterminism
{
    public static WorkflowNondeterminismException Because(string reason) => new($"[TMPRL1100] Nondeterminism error: {reason}");

    public static InvalidWorkflowOperationException Fatal(string reason) => new($"Fatal error in workflow machines: {reason}");

    public static string Describe(HistoryEvent e) => $"HistoryEvent(id: {e.EventId}, {e.EventType})";

    /// <summary>The type of the event that mirrors a command.</summary>
    public static EventType EventOf(CommandType command) => command switch
    {
        CommandType.ScheduleActivityTask => EventType.ActivityTaskScheduled,
        CommandType.RequestCancelActivityTask => EventType.ActivityTaskCancelRequested,
        CommandType.StartTimer => EventType.TimerStarted,
        CommandType.CancelTimer => EventType.TimerCanceled,
        CommandType.CompleteWorkflowExecution => EventType.WorkflowExecutionCompleted,
        CommandType.FailWorkflowExecution => EventType.WorkflowExecutionFailed,
        CommandType.CancelWorkflowExecution => EventType.WorkflowExecutionCanceled,
        CommandType.ContinueAsNewWorkflowExecution => EventType.WorkflowExecutionContinuedAsNew,
        CommandType.RequestCancelExternalWorkflowExecution => EventType.RequestCancelExternalWorkflowExecutionInitiated,
        CommandType.RecordMarker => EventType.MarkerRecorded,
        CommandType.StartChildWorkflowExecution => EventType.StartChildWorkflowExecutionInitiated,
        CommandType.SignalExternalWorkflowExecution => EventType.SignalExternalWorkflowExecutionInitiated,
        CommandType.UpsertWorkflowSearchAttributes => EventType.UpsertWorkflowSearchAttributes,
        CommandType.ModifyWorkflowProperties => EventType.WorkflowPropertiesModified,
        CommandType.Unspecified or CommandType.ProtocolMessage or CommandType.ScheduleNexusOperation
            or CommandType.RequestCancelNexusOperation => throw Fatal($"no event mirrors {command}"),
    };
}
