using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Engine;
using Temporal.Server.State;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Schedules;

/// <summary>
/// Brings a schedule up to date: nominal times that have come, backfills, and starts that waited. Whatever it starts is in the same
/// transaction as the mark that says so: nothing runs twice or is missed, wherever the server stops.
/// </summary>
internal static class ScheduleStep
{
    // Bounds of one transaction; what is left over is due at once.
    private const int MostTimes = 2000;
    private const int MostStarts = 100;
    private const int BackfillsAtOnce = 10;

    /// <summary>When <see cref="Advance"/> has something to do; null when nothing waits for time.</summary>
    public static DateTimeOffset? Next(ScheduleEntry schedule)
    {
        if (HasBackfill(schedule))
        {
            return DateTimeOffset.MinValue;
        }

        return schedule.IsPaused || schedule.IsExhausted || schedule.Times.Next(schedule.Record.HighWaterMark.At()) is not { } nominal
            ? null
            : schedule.Times.Jittered(nominal);
    }

    public static void Advance(Transaction tx, ScheduleEntry schedule)
    {
        tx.TouchSchedule(schedule);
        schedule.InStep = true;
        TakeTimes(tx, schedule);
        Backfill(tx, schedule);
        ActionBuffer.Drain(tx, schedule);
        schedule.InStep = false;
    }

    private static bool HasBackfill(ScheduleEntry schedule) => schedule.Record.Backfills.Count > 0 && !ActionBuffer.IsFull(schedule);

    private static void TakeTimes(Transaction tx, ScheduleEntry schedule)
    {
        var record = schedule.Record;
        var startsBefore = record.ActionCount;
        for (var times = 0; times < MostTimes && record.ActionCount - startsBefore < MostStarts; times++)
        {
            if (schedule.IsPaused || schedule.IsExhausted)
            {
                record.HighWaterMark = tx.Now.ToTimestamp();
                return;
            }

            if (schedule.Times.Next(record.HighWaterMark.At()) is not { } nominal
                || schedule.Times.Jittered(nominal) is var actual && actual > tx.Now)
            {
                return;
            }

            record.HighWaterMark = nominal.ToTimestamp();
            if (tx.Now - actual > schedule.CatchupWindow)
            {
                record.MissedCatchupWindow++;
                continue;
            }

            ActionBuffer.Add(tx, schedule, new BufferedStart
            {
                NominalTime = nominal.ToTimestamp(),
                ActualTime = actual.ToTimestamp(),
                RequestId = tx.Options.NewId(),
            });
        }
    }

    private static void Backfill(Transaction tx, ScheduleEntry schedule)
    {
        for (var times = 0; times < BackfillsAtOnce && HasBackfill(schedule); times++)
        {
            var backfill = schedule.Record.Backfills[0];
            if (schedule.Times.Next(backfill.After.At()) is not { } nominal || nominal > backfill.End.At())
            {
                schedule.Record.Backfills.RemoveAt(0);
                continue;
            }

            backfill.After = nominal.ToTimestamp();
            ActionBuffer.Add(tx, schedule, new BufferedStart
            {
                NominalTime = nominal.ToTimestamp(),
                ActualTime = tx.Now.ToTimestamp(),
                OverlapPolicy = backfill.OverlapPolicy,
                Manual = true,
                RequestId = tx.Options.NewId(),
            });
        }
    }

    /// <summary>Starts now because a client says so.</summary>
    public static void Trigger(Transaction tx, ScheduleEntry schedule, ScheduleOverlapPolicy overlap, Timestamp? nominal)
    {
        schedule.InStep = true;
        ActionBuffer.Add(tx, schedule, new BufferedStart
        {
            NominalTime = nominal ?? tx.Now.ToTimestamp(),
            ActualTime = tx.Now.ToTimestamp(),
            OverlapPolicy = overlap,
            Manual = true,
            RequestId = tx.Options.NewId(),
        });
        schedule.InStep = false;
    }
}
