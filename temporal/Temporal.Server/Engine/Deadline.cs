namespace Temporal.Server.Engine;

internal readonly record struct Deadline(DateTimeOffset Due, long EventId, DeadlineKind Kind)
{
    /// <summary>The workflow task or activity attempt it was armed for; it says nothing about a later one.</summary>
    public long Stamp { get; init; }

    public string TimerId { get; init; } = "";
}

/// <summary>Of deadlines at the same instant for the same event, the one named first fires first.</summary>
internal enum DeadlineKind
{
    FirstWorkflowTask,
    WorkflowTaskStartToClose,
    WorkflowTaskScheduleToStart,
    Timer,
    ActivityStartToClose,
    ActivityScheduleToStart,
    ActivityScheduleToClose,
    ActivityHeartbeat,
    ActivityRetry,
    Run,
}
