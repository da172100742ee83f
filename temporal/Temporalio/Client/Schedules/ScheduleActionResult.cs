namespace Temporalio.Client.Schedules;

public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action)
{
    internal static ScheduleActionResult FromProto(Api.Schedule.V1.ScheduleActionResult proto) => new(
        proto.ScheduleTime.ToDateTime(),
        proto.ActualTime.ToDateTime(),
        new ScheduleActionExecutionStartWorkflow(proto.StartWorkflowResult.WorkflowId, proto.StartWorkflowResult.RunId));
}
