using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Schedules;

/// <summary>What becomes of a start while an earlier action still runs.</summary>
internal static class ActionBuffer
{
    public const int Capacity = 1000;

    private const string Reason = "overlaps with the next action of its schedule";

    public static bool IsFull(ScheduleEntry schedule) => schedule.Record.Buffer.Count >= Capacity;

    /// <summary>Starts it, keeps it, or drops it, as its overlap policy says.</summary>
    public static void Add(Transaction tx, ScheduleEntry schedule, BufferedStart start)
    {
        Drain(tx, schedule);
        if (!TryStart(tx, schedule, start))
        {
            Keep(schedule, start);
            Drain(tx, schedule);
        }
    }

    /// <summary>Starts what waited, as long as nothing runs; what runs is ended when something waits for just that.</summary>
    public static void Drain(Transaction tx, ScheduleEntry schedule)
    {
        var buffer = schedule.Record.Buffer;
        while (buffer.Count > 0)
        {
            if (!schedule.HasRunning)
            {
                var first = buffer[0];
                buffer.RemoveAt(0);
                TryStart(tx, schedule, first);
            }
            else if (buffer.FirstOrDefault(waiting => IsOther(schedule.Overlap(waiting.OverlapPolicy))) is { } impatient)
            {
                End(tx, schedule, schedule.Overlap(impatient.OverlapPolicy));
                if (schedule.HasRunning)
                {
                    return; // asked to cancel; its end comes back here
                }
            }
            else
            {
                return;
            }
        }
    }

    /// <returns>False when it would overlap with a running action and its policy is not to.</returns>
    private static bool TryStart(Transaction tx, ScheduleEntry schedule, BufferedStart start)
    {
        var overlaps = schedule.Overlap(start.OverlapPolicy) == ScheduleOverlapPolicy.AllowAll;
        if (!overlaps && schedule.HasRunning)
        {
            return false;
        }

        ScheduledAction.Start(tx, schedule, start, overlaps);
        return true;
    }

    private static void Keep(ScheduleEntry schedule, BufferedStart start)
    {
        var record = schedule.Record;
        var policy = schedule.Overlap(start.OverlapPolicy);
        if (policy == ScheduleOverlapPolicy.Skip
            || (policy == ScheduleOverlapPolicy.BufferOne && record.Buffer.Any(waiting => schedule.Overlap(waiting.OverlapPolicy) == policy)))
        {
            record.OverlapSkipped++;
            return;
        }

        // The newest one that will have nothing beside it takes the place of an older one that still waits.
        var superseded = IsOther(policy) ? record.Buffer.FirstOrDefault(waiting => IsOther(schedule.Overlap(waiting.OverlapPolicy))) : null;
        if (superseded is not null)
        {
            record.Buffer.Remove(superseded);
            record.OverlapSkipped++;
        }

        if (IsFull(schedule))
        {
            record.Dropped++;
            return;
        }

        record.Buffer.Add(start);
    }

    private static bool IsOther(ScheduleOverlapPolicy policy) =>
        policy is ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther;

    private static void End(Transaction tx, ScheduleEntry schedule, ScheduleOverlapPolicy policy)
    {
        foreach (var running in schedule.Record.Running.Where(running => !running.Overlaps).ToArray())
        {
            if (ScheduledAction.OpenRun(tx, schedule.Key.Namespace, running) is not { } run)
            {
                continue;
            }

            if (policy == ScheduleOverlapPolicy.TerminateOther)
            {
                TerminateWorkflow.Terminate(tx, run, Reason, details: null, ScheduledAction.Identity(schedule));
            }
            else
            {
                var cancel = new WorkflowExecutionCancelRequestedEventAttributes { Cause = Reason, Identity = ScheduledAction.Identity(schedule) };
                RequestCancelWorkflow.Request(tx, run, cancel, tx.Options.NewId(), []);
            }
        }
    }
}
