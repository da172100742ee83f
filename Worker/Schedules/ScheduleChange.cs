namespace Webhooks.Worker.Schedules;

/// <param name="Id">Of the schedule.</param>
/// <param name="Kind">What was done to it.</param>
public sealed record ScheduleChange(string Id, ScheduleChangeKind Kind);
