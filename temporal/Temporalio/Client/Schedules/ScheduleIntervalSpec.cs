using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client.Schedules;

/// <param name="Every">Counted from the Unix epoch; a second at least.</param>
/// <param name="Offset">Shifts the times; shorter than the interval.</param>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null)
{
    internal static ScheduleIntervalSpec FromProto(Api.Schedule.V1.IntervalSpec proto) =>
        new(proto.Interval.ToTimeSpan(), proto.Phase?.ToTimeSpan());

    internal Api.Schedule.V1.IntervalSpec ToProto() => new()
    {
        Interval = Duration.FromTimeSpan(Every),
        Phase = Offset is { } offset ? Duration.FromTimeSpan(offset) : null,
    };
}
