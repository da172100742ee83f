namespace Temporalio.Client.Schedules;

public record ScheduleState
{
    /// <summary>Whether <see cref="RemainingActions"/> counts.</summary>
    public bool LimitedActions { get; init; }

    public string? Note { get; init; }

    public bool Paused { get; init; }

    public long RemainingActions { get; init; }

    internal static ScheduleState FromProto(Api.Schedule.V1.ScheduleState proto) => new()
    {
        LimitedActions = proto.LimitedActions,
        Note = proto.Notes.Length > 0 ? proto.Notes : null,
        Paused = proto.Paused,
        RemainingActions = proto.RemainingActions,
    };

    internal Api.Schedule.V1.ScheduleState ToProto() => new()
    {
        LimitedActions = LimitedActions,
        Notes = Note ?? "",
        Paused = Paused,
        RemainingActions = RemainingActions,
    };
}
