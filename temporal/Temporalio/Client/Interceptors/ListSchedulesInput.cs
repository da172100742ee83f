using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

public record ListSchedulesInput(ScheduleListOptions? Options);
