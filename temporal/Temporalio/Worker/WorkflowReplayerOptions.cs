using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a replayer knows of the worker whose histories it replays.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public string? BuildId { get; set; }

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public bool DebugMode { get; set; } = WorkerDefaults.DebugMode;

    public bool DisableWorkflowTracingEventListener { get; set; }

    public string? Identity { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public string Namespace { get; set; } = "ReplayNamespace";

    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy.Workflows = [.. Workflows];
        return copy;
    }

    internal void OnWorkflowTaskStarting(WorkflowTaskStartingEventArgs args) => WorkflowTaskStarting?.Invoke(this, args);

    internal void OnWorkflowTaskCompleted(WorkflowTaskCompletedEventArgs args) => WorkflowTaskCompleted?.Invoke(this, args);
}
