using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Storage;

/// <summary>The transaction of the engine loop: sees the batch it is part of, and collects what happens after the commit.</summary>
internal sealed class StoreTransaction(Batch batch, DateTimeOffset now, EngineOptions options) : Transaction
{
    private readonly List<RunKey> _seen = [];
    private readonly List<ScheduleKey> _seenSchedules = [];
    private readonly List<Dispatch> _dispatches = [];
    private readonly List<Action> _afterCommit = [];

    public override DateTimeOffset Now => now;

    public override EngineOptions Options => options;

    /// <summary>Every run that this change got hold of, and so may have altered in memory.</summary>
    public IReadOnlyList<RunKey> Seen => _seen;

    public IReadOnlyList<ScheduleKey> SeenSchedules => _seenSchedules;

    public bool Mutated { get; private set; }

    public IReadOnlyList<Dispatch> Dispatches => _dispatches;

    public IReadOnlyList<Action> AfterCommitActions => _afterCommit;

    public Exception? Failure { get; private set; }

    public override Run? Find(RunKey key) => FindByRunId(key.Namespace, key.RunId) is { } run && run.Key == key ? run : null;

    public override Run? FindCurrent(string ns, string workflowId) =>
        batch.CurrentRunId(ns, workflowId) is { } runId ? FindByRunId(ns, runId) : null;

    public override Run? FindByRunId(string ns, string runId)
    {
        var run = batch.Find(ns, runId)?.Run;
        if (run is not null)
        {
            _seen.Add(run.Key);
        }

        return run;
    }

    public override IReadOnlyDictionary<string, IndexedValueType> SearchAttributes(string ns) => batch.Namespaces.SearchAttributes(ns);

    public override IReadOnlyList<HistoryEvent> ReadEvents(Run run, long first, long last)
    {
        var row = batch.Find(run.Key.Namespace, run.Key.RunId)?.Row ?? 0;
        var events = row == 0 ? [] : batch.Store.ReadEvents(row, first, last);
        if (batch.Writes.Events.TryGetValue(run.Key, out var appended))
        {
            events.AddRange(appended.Where(item => item.EventId >= first && item.EventId <= last));
        }

        return events;
    }

    public override void Insert(Run run)
    {
        Mutated = true;
        _seen.Add(run.Key);
        batch.Insert(run);
    }

    public override void Touch(Run run)
    {
        Mutated = true;
        batch.Touch(run);
    }

    public override void AppendEvents(Run run, IEnumerable<HistoryEvent> events)
    {
        Touch(run);
        if (!batch.Writes.Events.TryGetValue(run.Key, out var list))
        {
            list = [];
            batch.Writes.Events.Add(run.Key, list);
        }

        list.AddRange(events);
    }

    public override void Delete(Run run)
    {
        Mutated = true;
        batch.Delete(run);
    }

    public override ScheduleEntry? FindSchedule(ScheduleKey key)
    {
        _seenSchedules.Add(key);
        return batch.FindSchedule(key);
    }

    public override void InsertSchedule(ScheduleEntry schedule)
    {
        Mutated = true;
        _seenSchedules.Add(schedule.Key);
        batch.InsertSchedule(schedule);
    }

    public override void TouchSchedule(ScheduleEntry schedule)
    {
        Mutated = true;
        batch.TouchSchedule(schedule);
    }

    public override void DeleteSchedule(ScheduleEntry schedule)
    {
        Mutated = true;
        batch.DeleteSchedule(schedule);
    }

    public override void DispatchWorkflowTask(Run run) => Offer(Dispatch.OfWorkflowTask(run));

    public override void DispatchActivity(Run run, long scheduledEventId) => Offer(Dispatch.OfActivity(run, scheduledEventId));

    public override void AfterCommit(Action action) => _afterCommit.Add(action);

    public override void FailAfterCommit(Exception answer) => Failure = answer;

    /// <summary>Stores something beside runs: <paramref name="write"/> runs inside the commit, <paramref name="committed"/> after it.</summary>
    public void Store(Action<Sql> write, Action committed)
    {
        Mutated = true;
        batch.Writes.Others.Add(write);
        _afterCommit.Add(committed);
    }

    /// <summary>Closed runs of a namespace that ended before a moment, oldest first.</summary>
    public IReadOnlyList<RunKey> ClosedBefore(string ns, DateTimeOffset before, int limit) => batch.Store.ClosedBefore(ns, before, limit);

    /// <summary>Adds a namespace.</summary>
    /// <param name="item">The namespace.</param>
    /// <param name="orThrow">What to throw when its name is taken.</param>
    public void Add(StoredNamespace item, Func<Exception> orThrow)
    {
        if (batch.Namespaces.Find(item.Name) is not null || !batch.Writes.NewNamespaces.Add(item.Name))
        {
            throw orThrow();
        }

        Store(
            sql => sql.Execute(
                "INSERT INTO namespace(name, id, description, owner_email, retention_ticks) VALUES(?1, ?2, ?3, ?4, ?5)",
                item.Name,
                item.Id,
                item.Description,
                item.OwnerEmail,
                item.Retention.Ticks),
            () => batch.Namespaces.Put(item));
    }

    public void AddSearchAttribute(string ns, string name, IndexedValueType type) => Store(
        sql => sql.Execute("INSERT OR IGNORE INTO search_attribute(namespace, name, type) VALUES(?1, ?2, ?3)", ns, name, (int)type),
        () => batch.Namespaces.PutAttribute(ns, name, type));

    public void RemoveSearchAttribute(string ns, string name) => Store(
        sql => sql.Execute("DELETE FROM search_attribute WHERE namespace=?1 AND name=?2", ns, name),
        () => batch.Namespaces.RemoveAttribute(ns, name));

    private void Offer(Dispatch? task)
    {
        if (task is not null)
        {
            _dispatches.Add(task);
        }
    }
}
