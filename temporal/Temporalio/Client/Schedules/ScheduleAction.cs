using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

public abstract record ScheduleAction
{
    protected ScheduleAction()
    {
    }

    internal static ScheduleAction FromProto(Api.Schedule.V1.ScheduleAction proto, string clientNamespace, DataConverter converter) =>
        proto.StartWorkflow is { } workflow
            ? ScheduleActionStartWorkflow.FromProto(workflow, clientNamespace, converter)
            : throw new InvalidOperationException($"Unsupported schedule action {proto.ActionCase}");

    internal abstract Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(string clientNamespace, DataConverter converter);
}
