using Temporal.Server.Schedules;

namespace Temporal.Server.Storage;

/// <summary>
/// The schedules in memory. As with runs, what is missing is read from the store, so that an undone change is forgotten by dropping
/// the schedule from here. Used by the engine loop alone.
/// </summary>
internal sealed class LiveSchedules(RunStore store)
{
    private readonly Dictionary<ScheduleKey, ScheduleEntry> _schedules = [];

    public ScheduleEntry? Find(ScheduleKey key)
    {
        if (_schedules.TryGetValue(key, out var schedule))
        {
            return schedule;
        }

        if (store.LoadSchedule(key) is not { } stored)
        {
            return null;
        }

        _schedules.Add(key, stored);
        return stored;
    }

    public void Add(ScheduleEntry schedule) => _schedules[schedule.Key] = schedule;

    public void Forget(ScheduleKey key) => _schedules.Remove(key);
}
