using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;

namespace Temporalio.Client.Schedules;

public record SchedulePolicy
{
    /// <summary>How late an action may be taken after the server was away.</summary>
    public TimeSpan CatchupWindow { get; init; } = TimeSpan.FromDays(365);

    /// <summary>What becomes of an action while the one before it still runs.</summary>
    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    /// <summary>Pauses when a workflow failed or timed out, its retries included.</summary>
    public bool PauseOnFailure { get; init; }

    internal static SchedulePolicy FromProto(Api.Schedule.V1.SchedulePolicies proto) => new()
    {
        CatchupWindow = proto.CatchupWindow?.ToTimeSpan() ?? TimeSpan.Zero,
        Overlap = proto.OverlapPolicy,
        PauseOnFailure = proto.PauseOnFailure,
    };

    internal Api.Schedule.V1.SchedulePolicies ToProto() => new()
    {
        CatchupWindow = Duration.FromTimeSpan(CatchupWindow),
        OverlapPolicy = Overlap,
        PauseOnFailure = PauseOnFailure,
    };
}
