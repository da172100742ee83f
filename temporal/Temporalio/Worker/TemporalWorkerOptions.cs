using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>What a worker serves, and how much of it at a time.</summary>
public class TemporalWorkerOptions : ICloneable
{
    public TemporalWorkerOptions()
    {
    }

    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public IList<ActivityDefinition> Activities { get; private set; } = [];

    /// <summary>Runs activities; the thread pool by default.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = new();

    /// <summary>Defaults to the module version id of the entry assembly.</summary>
    public string? BuildId { get; set; }

    /// <summary>No deadlock detection. On by default when TEMPORAL_DEBUG is 1 or true, or a debugger is attached.</summary>
    public bool DebugMode { get; set; } = WorkerDefaults.DebugMode;

    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>Off: workflow code that leaves the deterministic scheduler fails its task.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>How long activities may go on after shutdown has begun.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; }

    /// <summary>Defaults to the client's.</summary>
    public string? Identity { get; set; }

    /// <summary>Defaults to the client's.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>0 replays every workflow task from its first event.</summary>
    public int MaxCachedWorkflows { get; set; } = 10_000;

    /// <summary>Null means 100.</summary>
    public int? MaxConcurrentActivities { get; set; }

    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Null means 100.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>Share of the workflow pollers that poll the normal queue; the others poll this worker's own.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2f;

    /// <summary>Asked before a new patch is taken; null takes every one.</summary>
    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public string? TaskQueue { get; set; }

    /// <summary>Exceptions of these types fail the workflow, not only the workflow task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds every method of the type that has the Activity attribute; the instance may be null when all are static.</summary>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
        {
            Activities.Add(definition);
        }

        return this;
    }

    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.Activities = [.. Activities];
        copy.Workflows = [.. Workflows];
        return copy;
    }

    internal void OnWorkflowTaskStarting(WorkflowTaskStartingEventArgs args) => WorkflowTaskStarting?.Invoke(this, args);

    internal void OnWorkflowTaskCompleted(WorkflowTaskCompletedEventArgs args) => WorkflowTaskCompleted?.Invoke(this, args);
}
