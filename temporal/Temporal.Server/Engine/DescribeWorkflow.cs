using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class DescribeWorkflow
{
    public static DescribeWorkflowExecutionResponse Execute(Transaction tx, DescribeWorkflowExecutionRequest request)
    {
        var state = Runs.Require(tx, request.Namespace, request.Execution).State;
        var response = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new WorkflowExecutionConfig
            {
                TaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = state.WorkflowExecutionTimeout?.Clone(),
                WorkflowRunTimeout = state.WorkflowRunTimeout?.Clone(),
                DefaultWorkflowTaskTimeout = state.WorkflowTaskTimeout.Clone(),
                UserMetadata = state.UserMetadata?.Clone(),
            },
            WorkflowExecutionInfo = InfoOf(state),
            WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
            {
                ExecutionExpirationTime = state.ExecutionExpirationTime?.Clone(),
                RunExpirationTime = state.RunExpirationTime?.Clone(),
                CancelRequested = state.CancelRequested,
                ResetRunId = state.ResetRunId,
                OriginalStartTime = state.StartTime.Clone(),
            },
        };
        response.PendingActivities.Add(state.Activities.Values.OrderBy(activity => activity.ScheduledEventId).Select(Describe));
        response.PendingChildren.Add(state.Children.Values.OrderBy(child => child.InitiatedEventId).Select(Describe));
        if (state.WorkflowTask is { } task)
        {
            response.PendingWorkflowTask = new PendingWorkflowTaskInfo
            {
                State = task.StartedEventId > 0 ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
                ScheduledTime = task.ScheduledTime.Clone(),
                OriginalScheduledTime = task.OriginalScheduledTime.Clone(),
                StartedTime = task.StartedTime?.Clone(),
                Attempt = task.Attempt,
            };
        }

        return response;
    }

    /// <summary>What lists and descriptions show of a run.</summary>
    public static WorkflowExecutionInfo InfoOf(RunState state) => new()
    {
        Execution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
        Type = new WorkflowType { Name = state.WorkflowType },
        StartTime = state.StartTime.Clone(),
        CloseTime = state.CloseTime?.Clone(),
        ExecutionTime = state.ExecutionTime.Clone(),
        ExecutionDuration = state.CloseTime is null ? null : state.CloseTime - state.ExecutionTime,
        Status = state.Status,
        HistoryLength = state.NextEventId - 1,
        HistorySizeBytes = state.HistorySizeBytes,
        StateTransitionCount = state.StateTransitionCount,
        ParentNamespaceId = state.Parent?.Namespace ?? "",
        ParentExecution = state.Parent is { } parent ? new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId } : null,
        RootExecution = state.RootExecution?.Clone(),
        FirstRunId = state.FirstExecutionRunId,
        TaskQueue = state.TaskQueue,
        Memo = state.Memo?.Clone(),
        SearchAttributes = state.SearchAttributes?.Clone(),
        Priority = state.Priority?.Clone(),
    };

    private static PendingActivityInfo Describe(PendingActivity activity) => new()
    {
        ActivityId = activity.ActivityId,
        ActivityType = new ActivityType { Name = activity.ActivityType },
        State = activity switch
        {
            { CancelRequestedEventId: > 0 } => PendingActivityState.CancelRequested,
            { StartedTime: null } => PendingActivityState.Scheduled,
            _ => PendingActivityState.Started,
        },
        HeartbeatDetails = activity.HeartbeatDetails,
        LastHeartbeatTime = activity.LastHeartbeatTime?.Clone(),
        LastStartedTime = activity.StartedTime?.Clone(),
        Attempt = activity.Attempt,
        MaximumAttempts = activity.RetryPolicy.MaximumAttempts,
        ScheduledTime = activity.StartedTime is null ? activity.ScheduledTime.Clone() : null,
        ExpirationTime = activity.ScheduleToCloseTimeout.IsPositive() ? ActivityAttempts.Expiration(activity).ToTimestamp() : null,
        LastFailure = activity.LastFailure,
        LastWorkerIdentity = activity.StartedIdentity.Length > 0 ? activity.StartedIdentity : activity.LastWorkerIdentity,
        CurrentRetryInterval = activity.CurrentRetryInterval?.Clone(),
        LastAttemptCompleteTime = activity.LastAttemptCompleteTime?.Clone(),
        NextAttemptScheduleTime = activity.InBackoff ? activity.ScheduledTime.Clone() : null,
        Priority = activity.Priority?.Clone(),
    };

    private static PendingChildExecutionInfo Describe(PendingChild child) => new()
    {
        WorkflowId = child.WorkflowId,
        RunId = child.FirstRunId,
        WorkflowTypeName = child.WorkflowType,
        InitiatedId = child.InitiatedEventId,
        ParentClosePolicy = child.ParentClosePolicy,
    };
}
