namespace Temporalio.Client.Schedules;

public record ScheduleUpdateInput(ScheduleDescription Description);
