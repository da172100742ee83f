using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Engine;

/// <summary>Commands that reach out to another workflow of the namespace.</summary>
internal static class ExternalCommands
{
    public static CommandRefusal? Signal(CommandBatch batch, SignalExternalWorkflowExecutionCommandAttributes command)
    {
        var (tx, run) = (batch.Tx, batch.Run);
        if (command.Execution is not { WorkflowId.Length: > 0 } || command.SignalName.Length == 0 || IsElsewhere(run, Namespaces.Of(command)))
        {
            return new CommandRefusal(
                WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes, "WorkflowId or SignalName is not set, or the namespace is another one.");
        }

        var initiated = batch.Write(new HistoryEvent
        {
            SignalExternalWorkflowExecutionInitiatedEventAttributes = new SignalExternalWorkflowExecutionInitiatedEventAttributes
            {
                Namespace = run.Key.Namespace,
                WorkflowExecution = command.Execution,
                SignalName = command.SignalName,
                Input = command.Input,
                Header = command.Header,
                ChildWorkflowOnly = command.ChildWorkflowOnly,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        var signal = new SignalDelivery
        {
            Name = command.SignalName,
            Input = command.Input,
            Header = command.Header,
            Identity = Identities.History,
            RequestId = tx.Options.NewId(),
            Sender = new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = run.Key.RunId },
        };
        batch.Then(() => ExternalDeliveries.Signal(tx, run, initiated.EventId, command.Execution, command.ChildWorkflowOnly, signal));
        return null;
    }

    public static CommandRefusal? RequestCancel(CommandBatch batch, RequestCancelExternalWorkflowExecutionCommandAttributes command)
    {
        var (tx, run) = (batch.Tx, batch.Run);
        if (command.WorkflowId.Length == 0 || IsElsewhere(run, Namespaces.Of(command)))
        {
            return new CommandRefusal(
                WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes, "WorkflowId is not set, or the namespace is another one.");
        }

        if (batch.StartedChildren.Contains(command.WorkflowId))
        {
            return new CommandRefusal(
                WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes,
                "Start and RequestCancel for child workflow is not allowed in same workflow task.");
        }

        var target = new WorkflowExecution { WorkflowId = command.WorkflowId, RunId = command.RunId };
        var initiated = batch.Write(new HistoryEvent
        {
            RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new RequestCancelExternalWorkflowExecutionInitiatedEventAttributes
            {
                Namespace = run.Key.Namespace,
                WorkflowExecution = target,
                ChildWorkflowOnly = command.ChildWorkflowOnly,
                Reason = command.Reason,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        batch.Then(() => ExternalDeliveries.Cancel(tx, run, initiated.EventId, target, command.ChildWorkflowOnly, command.Reason));
        return null;
    }

    private static bool IsElsewhere(Run run, string ns) => ns.Length > 0 && ns != run.Key.Namespace;
}
