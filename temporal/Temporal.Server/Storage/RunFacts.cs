using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage;

/// <summary>How a run appears in listings.</summary>
internal static class RunFacts
{
    public static WorkflowExecutionInfo Listing(this Run run)
    {
        var state = run.State;
        var info = new WorkflowExecutionInfo
        {
            Execution = new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
            Type = new WorkflowType { Name = state.WorkflowType },
            StartTime = state.StartTime,
            ExecutionTime = state.ExecutionTime ?? state.StartTime,
            CloseTime = state.CloseTime,
            Status = state.Status,
            HistoryLength = Math.Max(0, state.NextEventId - 1),
            HistorySizeBytes = state.HistorySizeBytes,
            StateTransitionCount = state.StateTransitionCount,
            TaskQueue = state.TaskQueue,
            Memo = state.Memo,
            SearchAttributes = state.SearchAttributes,
            FirstRunId = state.FirstExecutionRunId,
            RootExecution = state.RootExecution ?? new WorkflowExecution { WorkflowId = state.WorkflowId, RunId = state.RunId },
        };
        if (state.Parent is { } parent)
        {
            info.ParentNamespaceId = parent.Namespace;
            info.ParentExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId };
        }

        if (state.CloseTime is not null)
        {
            info.ExecutionDuration = Duration.FromTimeSpan(state.CloseTime.ToDateTimeOffset() - info.ExecutionTime.ToDateTimeOffset());
        }

        return info;
    }
}
