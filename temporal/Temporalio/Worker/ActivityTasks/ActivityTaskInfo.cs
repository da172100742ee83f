using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Worker;

internal static class ActivityTaskInfo
{
    internal static ActivityInfo Read(PollActivityTaskQueueResponse task, TemporalClientOptions client, string taskQueue)
    {
        var workflowId = NullIfEmpty(task.WorkflowExecution?.WorkflowId);
        var info = new ActivityInfo(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType?.Name ?? "",
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: Time(task.CurrentAttemptScheduledTime),
            DataConverter: client.DataConverter,
            HeartbeatDetails: [.. task.HeartbeatDetails?.Payloads_ ?? []],
            HeartbeatTimeout: Span(task.HeartbeatTimeout),
            IsLocal: false,
            Namespace: client.Namespace,
            Priority: task.Priority is { } priority ? new(priority) : Priority.Default,
            RetryPolicy: task.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
            ScheduleToCloseTimeout: Span(task.ScheduleToCloseTimeout),
            ScheduledTime: Time(task.ScheduledTime),
            StartToCloseTimeout: Span(task.StartToCloseTimeout),
            StartedTime: Time(task.StartedTime),
            TaskQueue: taskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: workflowId,
            WorkflowNamespace: workflowId is null ? null : NullIfEmpty(task.WorkflowNamespace) ?? client.Namespace,
            WorkflowRunId: NullIfEmpty(task.WorkflowExecution?.RunId),
            WorkflowType: NullIfEmpty(task.WorkflowType?.Name));
        return info with { DataConverter = client.DataConverter.WithSerializationContext(new ISerializationContext.Activity(info)) };
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTime Time(Timestamp? time) => time?.ToDateTime() ?? DateTime.UnixEpoch;

    private static TimeSpan? Span(Duration? duration) => duration?.ToTimeSpan() is { } span && span > TimeSpan.Zero ? span : null;
}
