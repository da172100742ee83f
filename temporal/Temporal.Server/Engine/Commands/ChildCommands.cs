using Temporal.Grpc;
using Temporal.Server.State;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporal.Server.Engine;

internal static class ChildCommands
{
    public static CommandRefusal? Start(CommandBatch batch, StartChildWorkflowExecutionCommandAttributes command)
    {
        var (tx, run) = (batch.Tx, batch.Run);
        var state = run.State;
        if (Fault(tx.Options, state, command) is { } fault)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.BadStartChildExecutionAttributes, fault);
        }

        if (state.Children.Count >= tx.Options.MaximumPendingChildren)
        {
            return new CommandRefusal(WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded);
        }

        SearchAttributes? searchAttributes;
        try
        {
            searchAttributes = SearchAttributeValues.Typed(tx, state.Namespace, command.SearchAttributes);
        }
        catch (GrpcException refused) when (refused.Code == GrpcStatusCode.InvalidArgument)
        {
            // The same check answers a client by status; here the worker hears it as the cause of a failed task.
            return new CommandRefusal(WorkflowTaskFailedCause.BadSearchAttributes, refused.Message);
        }

        var policy = command.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : command.ParentClosePolicy;
        var reuse = command.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified
            ? WorkflowIdReusePolicy.AllowDuplicate
            : command.WorkflowIdReusePolicy;
        var queue = command.TaskQueue is { Name.Length: > 0 } given ? given.Name : state.TaskQueue;
        var initiated = batch.Write(new HistoryEvent
        {
            StartChildWorkflowExecutionInitiatedEventAttributes = new StartChildWorkflowExecutionInitiatedEventAttributes
            {
                Namespace = state.Namespace,
                WorkflowId = command.WorkflowId,
                WorkflowType = command.WorkflowType,
                TaskQueue = new TaskQueue { Name = queue, Kind = TaskQueueKind.Normal },
                Input = command.Input,
                WorkflowExecutionTimeout = command.WorkflowExecutionTimeout,
                WorkflowRunTimeout = command.WorkflowRunTimeout,
                WorkflowTaskTimeout = command.WorkflowTaskTimeout,
                ParentClosePolicy = policy,
                WorkflowIdReusePolicy = reuse,
                RetryPolicy = command.RetryPolicy,
                Header = command.Header,
                Memo = command.Memo,
                SearchAttributes = searchAttributes?.Clone(),
                Priority = command.Priority,
                WorkflowTaskCompletedEventId = batch.CompletedEventId,
            },
        });
        state.Children[initiated.EventId] = new PendingChild
        {
            InitiatedEventId = initiated.EventId,
            WorkflowId = command.WorkflowId,
            WorkflowType = command.WorkflowType.Name,
            ParentClosePolicy = policy,
        };
        batch.StartedChildren.Add(command.WorkflowId);
        var seed = SeedOf(batch, command, queue, searchAttributes, initiated);
        batch.Then(() => ChildStart.Execute(tx, run, seed, initiated.EventId, reuse));
        return null;
    }

    private static RunSeed SeedOf(
        CommandBatch batch,
        StartChildWorkflowExecutionCommandAttributes command,
        string queue,
        SearchAttributes? searchAttributes,
        HistoryEvent initiated)
    {
        var state = batch.Run.State;
        return new RunSeed
        {
            Namespace = state.Namespace,
            WorkflowId = command.WorkflowId,
            WorkflowType = command.WorkflowType.Name,
            TaskQueue = queue,
            Input = command.Input,
            ExecutionTimeout = command.WorkflowExecutionTimeout,
            RunTimeout = command.WorkflowRunTimeout,
            TaskTimeout = command.WorkflowTaskTimeout,
            RetryPolicy = command.RetryPolicy,
            Memo = command.Memo?.Clone(),
            SearchAttributes = searchAttributes,
            Header = command.Header,
            Priority = command.Priority,
            UserMetadata = initiated.UserMetadata?.Clone(),
            Identity = batch.Identity,
            RequestId = batch.Tx.Options.NewId(),
            Parent = new ParentLink
            {
                Namespace = state.Namespace,
                WorkflowId = state.WorkflowId,
                RunId = state.RunId,
                InitiatedEventId = initiated.EventId,
            },
            Root = state.RootExecution.Clone(),
        };
    }

    private static string? Fault(EngineOptions options, RunState state, StartChildWorkflowExecutionCommandAttributes command) => command switch
    {
        _ when command.WorkflowId.Length == 0 || command.WorkflowId.Length > options.MaximumIdLength =>
            "WorkflowId is not set on command, or too long.",
        _ when command.WorkflowType is not { Name.Length: > 0 } type || type.Name.Length > options.MaximumIdLength =>
            "WorkflowType is not set on command, or too long.",
        _ when command.CronSchedule.Length > 0 => "CronSchedule is not supported by this server.",
        _ when !IsSameNamespace(Namespaces.Of(command), state) => "Children in other namespaces are not supported by this server.",
        _ => TimeMath.Fault(command.WorkflowExecutionTimeout, "WorkflowExecutionTimeout")
            ?? TimeMath.Fault(command.WorkflowRunTimeout, "WorkflowRunTimeout")
            ?? TimeMath.Fault(command.WorkflowTaskTimeout, "WorkflowTaskTimeout")
            ?? RetryPolicies.Fault(command.RetryPolicy),
    };

    private static bool IsSameNamespace(string named, RunState state) => named.Length == 0 || named == state.Namespace;
}
