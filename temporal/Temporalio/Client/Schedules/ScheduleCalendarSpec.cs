namespace Temporalio.Client.Schedules;

/// <summary>Times that match all fields. By default midnight of every day.</summary>
public record ScheduleCalendarSpec
{
    /// <summary>Zero: for seconds, minutes and hours.</summary>
    public static readonly IReadOnlyCollection<ScheduleRange> Beginning = [ScheduleRange.Zero];

    public static readonly IReadOnlyCollection<ScheduleRange> AllMonthDays = [new(1, 31)];

    public static readonly IReadOnlyCollection<ScheduleRange> AllMonths = [new(1, 12)];

    public static readonly IReadOnlyCollection<ScheduleRange> AllWeekDays = [new(0, 6)];

    public string? Comment { get; init; }

    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    /// <summary>Sunday is 0.</summary>
    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>None means every year.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    internal static ScheduleCalendarSpec FromProto(Api.Schedule.V1.StructuredCalendarSpec proto) => new()
    {
        Comment = proto.Comment.Length > 0 ? proto.Comment : null,
        DayOfMonth = [.. proto.DayOfMonth.Select(ScheduleRange.FromProto)],
        DayOfWeek = [.. proto.DayOfWeek.Select(ScheduleRange.FromProto)],
        Hour = [.. proto.Hour.Select(ScheduleRange.FromProto)],
        Minute = [.. proto.Minute.Select(ScheduleRange.FromProto)],
        Month = [.. proto.Month.Select(ScheduleRange.FromProto)],
        Second = [.. proto.Second.Select(ScheduleRange.FromProto)],
        Year = [.. proto.Year.Select(ScheduleRange.FromProto)],
    };

    internal Api.Schedule.V1.StructuredCalendarSpec ToProto() => new()
    {
        Comment = Comment ?? "",
        DayOfMonth = { DayOfMonth.Select(each => each.ToProto()) },
        DayOfWeek = { DayOfWeek.Select(each => each.ToProto()) },
        Hour = { Hour.Select(each => each.ToProto()) },
        Minute = { Minute.Select(each => each.ToProto()) },
        Month = { Month.Select(each => each.ToProto()) },
        Second = { Second.Select(each => each.ToProto()) },
        Year = { Year.Select(each => each.ToProto()) },
    };
}
