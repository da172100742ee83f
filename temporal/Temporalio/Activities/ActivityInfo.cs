using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Activities;

/// <summary>What the server said about the activity attempt that runs.</summary>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    string Namespace,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    public bool IsWorkflowActivity => WorkflowId is not null;

    internal Dictionary<string, object?> LoggerScope => new()
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["WorkflowId"] = WorkflowId,
        ["WorkflowNamespace"] = WorkflowNamespace,
        ["WorkflowRunId"] = WorkflowRunId,
        ["WorkflowType"] = WorkflowType,
    };

    /// <summary>A detail of the last heartbeat of an earlier attempt.</summary>
    public Task<T> HeartbeatDetailAtAsync<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeartbeatDetails.Count);
        return DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
    }
}
