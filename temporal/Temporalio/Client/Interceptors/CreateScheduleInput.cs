using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

public record CreateScheduleInput(string Id, Schedule Schedule, ScheduleOptions? Options);
