using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What to do, and when.</summary>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    public SchedulePolicy Policy { get; init; } = new();

    public ScheduleState State { get; init; } = new();

    internal static Schedule FromProto(Api.Schedule.V1.Schedule proto, string clientNamespace, DataConverter converter) =>
        new(ScheduleAction.FromProto(proto.Action, clientNamespace, converter), ScheduleSpec.FromProto(proto.Spec ?? new()))
        {
            Policy = SchedulePolicy.FromProto(proto.Policies ?? new()),
            State = ScheduleState.FromProto(proto.State ?? new()),
        };

    internal async Task<Api.Schedule.V1.Schedule> ToProtoAsync(string clientNamespace, DataConverter converter) => new()
    {
        Action = await Action.ToProtoAsync(clientNamespace, converter),
        Spec = Spec.ToProto(),
        Policies = Policy.ToProto(),
        State = State.ToProto(),
    };
}
