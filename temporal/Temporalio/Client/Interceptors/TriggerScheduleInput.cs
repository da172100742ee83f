using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

public record TriggerScheduleInput(string Id, ScheduleTriggerOptions? Options);
