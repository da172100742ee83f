namespace Temporalio.Client.Schedules;

public record ScheduleListSchedule(ScheduleListAction Action, ScheduleSpec Spec, ScheduleListState State)
{
    internal static ScheduleListSchedule FromProto(Api.Schedule.V1.ScheduleListInfo proto) => new(
        new ScheduleListActionStartWorkflow(proto.WorkflowType?.Name ?? ""),
        ScheduleSpec.FromProto(proto.Spec ?? new()),
        new(proto.Notes.Length > 0 ? proto.Notes : null, proto.Paused));
}
