using Temporal.Server.Engine;
using Temporal.Server.Schedules;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Storage;

/// <summary>
/// What one change may see and do. Many changes are committed together; nothing that leaves the engine (answers, dispatches,
/// wake-ups) does so before that commit. A change throws a GrpcException before it has mutated anything; a refusal that
/// comes with effects of its own is recorded with <see cref="FailAfterCommit"/>.
/// </summary>
#pragma warning disable S1694 // A class: what implements it is a transaction and nothing else.
internal abstract class Transaction
#pragma warning restore S1694
{
    /// <summary>One value for the whole change. Never runs backwards.</summary>
    public abstract DateTimeOffset Now { get; }

    public abstract EngineOptions Options { get; }

    /// <summary>Open or closed; null when there is none, or no longer. The same object for the same run while the change lasts.</summary>
    public abstract Run? Find(RunKey key);

    /// <summary>The newest run of a workflow id, open or closed.</summary>
    public abstract Run? FindCurrent(string ns, string workflowId);

    public abstract Run? FindByRunId(string ns, string runId);

    /// <summary>The registered search attributes of a namespace, the predefined ones included.</summary>
    public abstract IReadOnlyDictionary<string, IndexedValueType> SearchAttributes(string ns);

    /// <summary>Stored events and those appended in this batch, first and last included.</summary>
    public abstract IReadOnlyList<HistoryEvent> ReadEvents(Run run, long first, long last);

    /// <summary>Adds a new run, which becomes the current one of its workflow id.</summary>
    public abstract void Insert(Run run);

    /// <summary>Says that the state of a run has changed: it is stored with the commit.</summary>
    public abstract void Touch(Run run);

    /// <summary>Appends events that are numbered already.</summary>
    public abstract void AppendEvents(Run run, IEnumerable<HistoryEvent> events);

    public abstract void Delete(Run run);

    /// <summary>Null when there is none, or no longer. The same object for the same schedule while the change lasts.</summary>
    public abstract ScheduleEntry? FindSchedule(ScheduleKey key);

    public abstract void InsertSchedule(ScheduleEntry schedule);

    /// <summary>Says that a schedule has changed: it is stored with the commit.</summary>
    public abstract void TouchSchedule(ScheduleEntry schedule);

    public abstract void DeleteSchedule(ScheduleEntry schedule);

    /// <summary>Offers the workflow task that the run has scheduled to its task queue.</summary>
    public abstract void DispatchWorkflowTask(Run run);

    public abstract void DispatchActivity(Run run, long scheduledEventId);

    public abstract void AfterCommit(Action action);

    /// <summary>Keeps what this change did, and answers its caller with a failure.</summary>
    public abstract void FailAfterCommit(Exception answer);
}
