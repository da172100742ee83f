namespace Temporalio.Client.Schedules;

/// <summary>Values from the start to the end, both included.</summary>
public record ScheduleRange(int Start, int End, int Step)
{
    public static readonly ScheduleRange Zero = new(0);

    public ScheduleRange(int start)
        : this(start, start, 1)
    {
    }

    public ScheduleRange(int start, int end)
        : this(start, end, 1)
    {
    }

    internal static ScheduleRange FromProto(Api.Schedule.V1.Range proto) => new(proto.Start, Math.Max(proto.Start, proto.End), Math.Max(proto.Step, 1));

    internal Api.Schedule.V1.Range ToProto() => new() { Start = Start, End = End, Step = Step };
}
