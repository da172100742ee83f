namespace Temporalio.Client.Schedules;

public record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
