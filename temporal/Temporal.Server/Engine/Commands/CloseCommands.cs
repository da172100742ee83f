using Temporal.Grpc;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Engine;

/// <summary>Commands that end the run. None is allowed while there are events the worker has not seen.</summary>
internal static class CloseCommands
{
    private static readonly CommandRefusal Unhandled = new(WorkflowTaskFailedCause.UnhandledCommand);

    public static CommandRefusal? Complete(CommandBatch batch, CompleteWorkflowExecutionCommandAttributes command)
    {
        if (batch.HasUnseenEvents)
        {
            return Unhandled;
        }

        Close(batch, WorkflowExecutionStatus.Completed, new HistoryEvent
        {
            WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
            {
                Result = command.Result,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        return null;
    }

    public static CommandRefusal? Fail(CommandBatch batch, FailWorkflowExecutionCommandAttributes command)
    {
        if (batch.HasUnseenEvents)
        {
            return Unhandled;
        }

        if (command.Failure is null)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes, "Failure is not set on command.");
        }

        var (tx, run) = (batch.Tx, batch.Run);
        var decision = Successors.DecideRetry(tx, run, command.Failure);
        var newRunId = decision.State == RetryState.InProgress ? tx.Options.NewId() : "";
        run.State.NewExecutionRunId = newRunId;
        if (newRunId.Length > 0)
        {
            batch.Then(() => Successors.Retry(tx, run, newRunId, decision.Interval, command.Failure));
        }

        Close(batch, WorkflowExecutionStatus.Failed, new HistoryEvent
        {
            WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
            {
                Failure = command.Failure,
                RetryState = decision.State,
                NewExecutionRunId = newRunId,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        return null;
    }

    public static CommandRefusal? Cancel(CommandBatch batch, CancelWorkflowExecutionCommandAttributes command)
    {
        if (batch.HasUnseenEvents)
        {
            return Unhandled;
        }

        Close(batch, WorkflowExecutionStatus.Canceled, new HistoryEvent
        {
            WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
            {
                Details = command.Details,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        return null;
    }

    public static CommandRefusal? ContinueAsNew(CommandBatch batch, ContinueAsNewWorkflowExecutionCommandAttributes command)
    {
        if (batch.HasUnseenEvents)
        {
            return Unhandled;
        }

        var (tx, run) = (batch.Tx, batch.Run);
        if (Fault(command) is { } fault)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadContinueAsNewAttributes, fault);
        }

        SearchAttributes? searchAttributes;
        try
        {
            searchAttributes = SearchAttributeValues.Typed(tx, run.Key.Namespace, command.SearchAttributes);
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.InvalidArgument)
        {
            // The same check answers a client by status; here the worker hears it as the cause of a failed task.
            return new CommandRefusal(WorkflowTaskFailedCause.BadSearchAttributes, refused.Message);
        }

        var newRunId = tx.Options.NewId();
        run.State.NewExecutionRunId = newRunId;
        batch.Then(() => Successors.ContinueAsNew(tx, run, newRunId, command, searchAttributes, batch.Identity));
        Close(batch, WorkflowExecutionStatus.ContinuedAsNew, ContinuedEvent(batch, newRunId, command, searchAttributes));
        return null;
    }

    private static string? Fault(ContinueAsNewWorkflowExecutionCommandAttributes command) =>
        command.CronSchedule.Length > 0
            ? "CronSchedule is not supported by this server."
            : RetryPolicies.Fault(command.RetryPolicy)
                ?? TimeMath.Fault(command.WorkflowRunTimeout, "WorkflowRunTimeout")
                ?? TimeMath.Fault(command.WorkflowTaskTimeout, "WorkflowTaskTimeout")
                ?? TimeMath.Fault(command.BackoffStartInterval, "BackoffStartInterval");

    private static HistoryEvent ContinuedEvent(
        CommandBatch batch, string newRunId, ContinueAsNewWorkflowExecutionCommandAttributes command, SearchAttributes? searchAttributes)
    {
        var state = batch.Run.State;
        var backoff = Successors.BackoffOf(batch.Tx, batch.Run, command);
        return new HistoryEvent
        {
            WorkflowExecutionContinuedAsNewEventAttributes = new WorkflowExecutionContinuedAsNewEventAttributes
            {
                NewExecutionRunId = newRunId,
                WorkflowType = command.WorkflowType is { Name.Length: > 0 } type ? type : new WorkflowType { Name = state.WorkflowType },
                TaskQueue = command.TaskQueue is { Name.Length: > 0 } queue ? queue : new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
                Input = command.Input,
                WorkflowRunTimeout = command.WorkflowRunTimeout ?? state.WorkflowRunTimeout?.Clone(),
                WorkflowTaskTimeout = command.WorkflowTaskTimeout ?? state.WorkflowTaskTimeout?.Clone(),
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
                BackoffStartInterval = backoff > TimeSpan.Zero ? backoff.ToDuration() : null,
                Initiator = ContinueAsNewInitiator.Workflow,
                LastCompletionResult = command.LastCompletionResult,
                Header = command.Header,
                Memo = command.Memo,
                SearchAttributes = searchAttributes?.Clone(),
            },
        };
    }

    private static void Close(CommandBatch batch, WorkflowExecutionStatus status, HistoryEvent last)
    {
        Closing.Close(batch.Tx, batch.Run, status, batch.Describe(last));
        batch.Then(() => Closing.TellOthers(batch.Tx, batch.Run, last));
    }
}
