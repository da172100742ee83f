namespace Webhooks.Worker.Schedules;

public enum ScheduleChangeKind
{
    Created,

    /// <summary>It was there and is what the configuration says; whether it is paused was left alone.</summary>
    Updated,

    Deleted,
}
