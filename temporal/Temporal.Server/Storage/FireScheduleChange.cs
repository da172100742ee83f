using Temporal.Server.Schedules;

namespace Temporal.Server.Storage;

/// <summary>Does what is due in one schedule.</summary>
internal sealed class FireScheduleChange(ScheduleKey key) : Change
{
    public ScheduleKey Key => key;

    public override void Run(Transaction transaction)
    {
        if (transaction.FindSchedule(key) is { } schedule)
        {
            ScheduleStep.Advance(transaction, schedule);
        }
    }

    public override void Settle()
    {
        // Nobody waits; the loop looks at Failure and tries again.
    }
}
