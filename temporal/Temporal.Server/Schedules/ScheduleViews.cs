using Google.Protobuf.WellKnownTypes;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Schedules;

/// <summary>How schedules are shown to clients.</summary>
internal static class ScheduleViews
{
    private const int FutureTimes = 10;
    private const int ListedTimes = 5;
    private const int MostMatchingTimes = 1000;

    public static DescribeScheduleResponse Describe(ScheduleEntry schedule, DateTimeOffset now)
    {
        var record = schedule.Record;
        var info = new ScheduleInfo
        {
            ActionCount = record.ActionCount,
            MissedCatchupWindow = record.MissedCatchupWindow,
            OverlapSkipped = record.OverlapSkipped,
            BufferDropped = record.Dropped,
            BufferSize = record.Buffer.Count,
            RunningWorkflows = { record.Running.Select(running => running.Execution) },
            RecentActions = { record.RecentActions },
            FutureActionTimes = { Future(schedule, now).Take(FutureTimes) },
            CreateTime = record.CreateTime,
            UpdateTime = record.UpdateTime,
            StateSizeBytes = record.CalculateSize(),
        };
        if (schedule.Times.Fault is { } fault)
        {
#pragma warning disable CS0612 // Deprecated, and the only place for it.
            info.InvalidScheduleError = fault;
#pragma warning restore CS0612
        }

        // The answer must not share parts with the schedule in memory, which the next change alters while the answer is being written.
        return new DescribeScheduleResponse
        {
            Schedule = record.Schedule,
            Info = info,
            Memo = record.Memo,
            SearchAttributes = record.SearchAttributes,
            ConflictToken = ScheduleChanges.Token(schedule),
        }.Clone();
    }

    public static ScheduleListEntry Listed(ScheduleEntry schedule, DateTimeOffset now)
    {
        var record = schedule.Record;
        return new ScheduleListEntry
        {
            ScheduleId = record.ScheduleId,
            Memo = record.Memo,
            SearchAttributes = record.SearchAttributes,
            Info = new ScheduleListInfo
            {
                Spec = record.Schedule.Spec,
                WorkflowType = record.Schedule.Action.StartWorkflow.WorkflowType,
                Notes = record.Schedule.State.Notes,
                Paused = record.Schedule.State.Paused,
                RecentActions = { record.RecentActions.TakeLast(ListedTimes) },
                FutureActionTimes = { Future(schedule, now).Take(ListedTimes) },
                StateSizeBytes = record.CalculateSize(),
            },
        };
    }

    public static ListScheduleMatchingTimesResponse Matching(ScheduleEntry schedule, DateTimeOffset from, DateTimeOffset to)
    {
        var answer = new ListScheduleMatchingTimesResponse();
        var after = from > DateTimeOffset.UnixEpoch ? from.AddTicks(-1) : from;
        while (answer.StartTime.Count < MostMatchingTimes && schedule.Times.Next(after) is { } next && next <= to)
        {
            answer.StartTime.Add(next.ToTimestamp());
            after = next;
        }

        return answer;
    }

    private static IEnumerable<Timestamp> Future(ScheduleEntry schedule, DateTimeOffset now)
    {
        var state = schedule.Schedule.State;
        var left = state.LimitedActions ? state.RemainingActions : long.MaxValue;
        for (var next = schedule.Times.Next(now); next is { } nominal && left > 0; next = schedule.Times.Next(nominal), left--)
        {
            yield return schedule.Times.Jittered(nominal).ToTimestamp();
        }
    }
}
