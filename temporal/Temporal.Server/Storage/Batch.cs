using Temporal.Server.Engine;
using Temporal.Server.Schedules;

namespace Temporal.Server.Storage;

/// <summary>Changes that are committed together, and what they see of one another before that.</summary>
internal sealed class Batch(RunStore store, LiveRuns live, LiveSchedules schedules, NamespaceDirectory namespaces)
{
    public PendingWrites Writes { get; } = new();

    public RunStore Store => store;

    public NamespaceDirectory Namespaces => namespaces;

    public StoredRun? Find(string ns, string runId) =>
        live.Find(ns, runId) is { } stored && !Writes.Deleted.ContainsKey(stored.Run.Key) ? stored : null;

    public string? CurrentRunId(string ns, string workflowId) =>
        Writes.Current.TryGetValue((ns, workflowId), out var runId) ? runId : live.CurrentRunId(ns, workflowId);

    public void Insert(Run run)
    {
        var stored = new StoredRun(run, row: 0);
        live.Add(stored);
        Writes.Runs.Add(run.Key, stored);
        SetCurrent(run.Key.Namespace, run.Key.WorkflowId, run.Key.RunId);
    }

    public void Touch(Run run)
    {
        if (Writes.Runs.ContainsKey(run.Key))
        {
            return;
        }

        var stored = Find(run.Key.Namespace, run.Key.RunId)
            ?? throw new InvalidOperationException("A run was changed that is not in the store.");
        if (!ReferenceEquals(stored.Run, run))
        {
            throw new InvalidOperationException("A run was changed through a reference kept from before.");
        }

        Writes.Runs.Add(run.Key, stored);
    }

    public void Delete(Run run)
    {
        var key = run.Key;
        if (Find(key.Namespace, key.RunId) is not { } stored)
        {
            return;
        }

        Writes.Runs.Remove(key);
        Writes.Events.Remove(key);
        Writes.Deleted[key] = stored.Row;
        if (CurrentRunId(key.Namespace, key.WorkflowId) == key.RunId)
        {
            SetCurrent(key.Namespace, key.WorkflowId, store.NewestRunIdExcept(key));
        }
    }

    public ScheduleEntry? FindSchedule(ScheduleKey key) => Writes.Schedules.TryGetValue(key, out var written) ? written : schedules.Find(key);

    public void InsertSchedule(ScheduleEntry schedule)
    {
        schedules.Add(schedule);
        Writes.Schedules[schedule.Key] = schedule;
    }

    public void TouchSchedule(ScheduleEntry schedule)
    {
        if (!ReferenceEquals(FindSchedule(schedule.Key), schedule))
        {
            throw new InvalidOperationException("A schedule was changed that is not in the store, or through a reference kept from before.");
        }

        Writes.Schedules[schedule.Key] = schedule;
    }

    public void DeleteSchedule(ScheduleEntry schedule)
    {
        Writes.Schedules[schedule.Key] = null;
        schedules.Forget(schedule.Key);
    }

    /// <summary>The transaction is in the database: memory keeps what the changes left there.</summary>
    public void Committed()
    {
        foreach (var key in Writes.Deleted.Keys)
        {
            live.Forget(key);
        }

        live.Trim(Writes.Runs.Keys);
    }

    /// <summary>Nothing was stored: everything that the changes may have altered in memory is read again when it is next needed.</summary>
    public void Undo(IReadOnlyCollection<StoreTransaction> transactions)
    {
        var alsoSeen = transactions.SelectMany(transaction => transaction.Seen);
        foreach (var key in Writes.Runs.Keys.Concat(Writes.Deleted.Keys).Concat(alsoSeen))
        {
            live.Forget(key);
        }

        foreach (var (ns, workflowId) in Writes.Current.Keys)
        {
            live.ForgetCurrent(ns, workflowId);
        }

        foreach (var key in transactions.SelectMany(transaction => transaction.SeenSchedules))
        {
            schedules.Forget(key);
        }
    }

    private void SetCurrent(string ns, string workflowId, string? runId)
    {
        Writes.Current[(ns, workflowId)] = runId;
        if (runId is null)
        {
            live.ForgetCurrent(ns, workflowId);
        }
        else
        {
            live.SetCurrent(ns, workflowId, runId);
        }
    }
}
