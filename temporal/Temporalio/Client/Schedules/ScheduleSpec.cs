using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client.Schedules;

/// <summary>
/// The times at which a schedule acts: the union of calendars, intervals and cron expressions, without what is to be skipped. The server
/// shows cron expressions as calendars and intervals. Times are UTC.
/// </summary>
public record ScheduleSpec
{
    public IReadOnlyCollection<ScheduleCalendarSpec> Calendars { get; init; } = [];

    public IReadOnlyCollection<string> CronExpressions { get; init; } = [];

    /// <summary>Included.</summary>
    public DateTime? EndAt { get; init; }

    public IReadOnlyCollection<ScheduleIntervalSpec> Intervals { get; init; } = [];

    /// <summary>Every action is put off by a part of this, never past the next one.</summary>
    public TimeSpan? Jitter { get; init; }

    public IReadOnlyCollection<ScheduleCalendarSpec> Skip { get; init; } = [];

    /// <summary>Included.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>IANA name; UTC when not set.</summary>
    public string? TimeZoneName { get; init; }

    internal static ScheduleSpec FromProto(Api.Schedule.V1.ScheduleSpec proto) => new()
    {
        Calendars = [.. proto.StructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        CronExpressions = [.. proto.CronString],
        EndAt = proto.EndTime?.ToDateTime(),
        Intervals = [.. proto.Interval.Select(ScheduleIntervalSpec.FromProto)],
        Jitter = proto.Jitter?.ToTimeSpan(),
        Skip = [.. proto.ExcludeStructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        StartAt = proto.StartTime?.ToDateTime(),
        TimeZoneName = proto.TimezoneName.Length > 0 ? proto.TimezoneName : null,
    };

    internal Api.Schedule.V1.ScheduleSpec ToProto() => new()
    {
        StructuredCalendar = { Calendars.Select(each => each.ToProto()) },
        CronString = { CronExpressions },
        EndTime = EndAt is { } end ? Timestamp.FromDateTime(end) : null,
        Interval = { Intervals.Select(each => each.ToProto()) },
        Jitter = Jitter is { } jitter ? Duration.FromTimeSpan(jitter) : null,
        ExcludeStructuredCalendar = { Skip.Select(each => each.ToProto()) },
        StartTime = StartAt is { } start ? Timestamp.FromDateTime(start) : null,
        TimezoneName = TimeZoneName ?? "",
    };
}
