using Temporal.Server.Engine;
using Temporal.Server.Schedules;

namespace Temporal.Server.Storage;

/// <summary>What a deadline belongs to: a run or a schedule.</summary>
internal readonly record struct DueKey
{
    public RunKey Run { get; private init; }

    public ScheduleKey? Schedule { get; private init; }

    public static implicit operator DueKey(RunKey run) => new() { Run = run };

    public static implicit operator DueKey(ScheduleKey schedule) => new() { Schedule = schedule };
}
