using Temporal.Server.Schedules.Times;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporal.Server.Schedules;

/// <summary>One schedule in memory. <see cref="Record"/> is all that outlives a change; the rest follows from it.</summary>
internal sealed class ScheduleEntry(ScheduleRecord record)
{
    private static readonly TimeSpan DefaultCatchupWindow = TimeSpan.FromDays(365);
    private static readonly TimeSpan ShortestCatchupWindow = TimeSpan.FromSeconds(10);

    private ScheduleTimes? _times;

    public ScheduleRecord Record => record;

    public ScheduleKey Key { get; } = new(record.Namespace, record.ScheduleId);

    /// <summary>Number of its row; zero before its first commit.</summary>
    public long Row { get; set; }

    public Schedule Schedule => record.Schedule;

    public ScheduleTimes Times => _times ??= new ScheduleTimes(record.Schedule.Spec, record.Namespace + "/" + record.ScheduleId);

    public bool IsPaused => Schedule.State.Paused;

    public bool IsExhausted => Schedule.State is { LimitedActions: true, RemainingActions: <= 0 };

    public TimeSpan CatchupWindow => Schedule.Policies.CatchupWindow is not { } window ? DefaultCatchupWindow
        : window.ToTimeSpan() is var span && span > ShortestCatchupWindow ? span : ShortestCatchupWindow;

    /// <summary>Something runs that the next action must not overlap with, unless its policy says so.</summary>
    public bool HasRunning => record.Running.Any(running => !running.Overlaps);

    /// <summary>While a step is at work, what closes is only noted: the step itself goes on with what waits.</summary>
    internal bool InStep { get; set; }

    public ScheduleOverlapPolicy Overlap(ScheduleOverlapPolicy asked)
    {
        var policy = asked != ScheduleOverlapPolicy.Unspecified ? asked : Schedule.Policies.OverlapPolicy;
        return policy == ScheduleOverlapPolicy.Unspecified ? ScheduleOverlapPolicy.Skip : policy;
    }

    public void Replace(Schedule schedule)
    {
        record.Schedule = schedule;
        _times = null;
    }
}
