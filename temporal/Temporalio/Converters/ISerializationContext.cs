using Temporalio.Activities;

namespace Temporalio.Converters;

/// <summary>What a payload belongs to, for converters and codecs that want to know.</summary>
public interface ISerializationContext
{
    interface IHasWorkflow : ISerializationContext
    {
        string Namespace { get; }

        string? WorkflowId { get; }
    }

    sealed record Activity(
        string Namespace,
        string? ActivityId,
        string? WorkflowId,
        string? WorkflowType,
        string? ActivityType,
        string? ActivityTaskQueue,
        bool IsLocal) : IHasWorkflow
    {
        public Activity(ActivityInfo info)
            : this(info.Namespace, info.ActivityId, info.WorkflowId, info.WorkflowType, info.ActivityType, info.TaskQueue, info.IsLocal)
        {
        }
    }

    sealed record Workflow(string Namespace, string WorkflowId) : IHasWorkflow;
}
