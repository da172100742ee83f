using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

internal static class StartInfo
{
    public static WorkflowInfo Read(HistoryEvent started, RunIdentity identity, DateTime firstTaskTime, DataConverter converter)
    {
        var attributes = started.WorkflowExecutionStartedEventAttributes;
        var parent = attributes.ParentWorkflowExecution;
        var root = attributes.RootWorkflowExecution;
        return new(
            Attempt: attributes.Attempt,
            ContinuedRunId: NullIfEmpty(attributes.ContinuedExecutionRunId),
            CronSchedule: NullIfEmpty(attributes.CronSchedule),
            ExecutionTimeout: NullIfZero(attributes.WorkflowExecutionTimeout),
            FirstExecutionRunId: attributes.FirstExecutionRunId,
            Headers: attributes.Header?.Fields.AsReadOnly(),
            LastFailure: attributes.ContinuedFailure is { } failure ? converter.FailureConverter.ToException(failure, converter.PayloadConverter) : null,
            LastResult: attributes.LastCompletionResult is { } result ? HandlerMethod.RawValues(result) : null,
            Namespace: identity.Namespace,
            Parent: parent is null ? null : new(attributes.ParentWorkflowNamespace, parent.RunId, parent.WorkflowId),
            Priority: attributes.Priority is { } priority ? new(priority) : Common.Priority.Default,
            RetryPolicy: attributes.RetryPolicy is { } retry ? Common.RetryPolicy.FromProto(retry) : null,
            Root: root is null ? null : new(root.RunId, root.WorkflowId),
            RunId: identity.RunId,
            RunTimeout: NullIfZero(attributes.WorkflowRunTimeout),
            StartTime: firstTaskTime,
            TaskQueue: identity.TaskQueue,
            TaskTimeout: attributes.WorkflowTaskTimeout?.ToTimeSpan() ?? TimeSpan.FromSeconds(10),
            WorkflowId: identity.WorkflowId,
            WorkflowStartTime: started.EventTime?.ToDateTime() ?? DateTime.UnixEpoch,
            WorkflowType: attributes.WorkflowType.Name);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static TimeSpan? NullIfZero(Google.Protobuf.WellKnownTypes.Duration? duration) =>
        duration?.ToTimeSpan() is { } span && span != TimeSpan.Zero ? span : null;
}
