using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

/// <summary>A task to be offered to pollers once the change that scheduled it is committed.</summary>
internal sealed record Dispatch
{
    public required RunKey Run { get; init; }

    /// <summary>Zero for a workflow task.</summary>
    public long ActivityScheduledEventId { get; init; }

    /// <summary>Stamp of the workflow task or attempt of the activity: another one in the run's state makes this offer stale.</summary>
    public required long Version { get; init; }

    public required string TaskQueue { get; init; }

    /// <summary>Where a workflow task goes first when its worker is still there; null when it has none.</summary>
    public string? StickyTaskQueue { get; init; }

    public static Dispatch? OfWorkflowTask(Run run) => !run.HasWaitingWorkflowTask ? null : new Dispatch
    {
        Run = run.Key,
        Version = run.State.WorkflowTask.Stamp,
        TaskQueue = run.State.TaskQueue,
        StickyTaskQueue = OrNull(run.State.WorkflowTask.StickyTaskQueue),
    };

    public static Dispatch? OfActivity(Run run, long scheduledEventId) =>
        !run.IsOpen || !run.State.Activities.TryGetValue(scheduledEventId, out var activity) ? null : new Dispatch
        {
            Run = run.Key,
            ActivityScheduledEventId = scheduledEventId,
            Version = activity.Attempt,
            TaskQueue = activity.TaskQueue,
        };

    private static string? OrNull(string name) => name.Length > 0 ? name : null;
}
