namespace Temporalio.Client.Schedules;

public record ScheduleListState(string? Note, bool Paused);
