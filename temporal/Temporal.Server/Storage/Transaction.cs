using Temporal.Server.Engine;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Storage;

/// <summary>
/// What one change may see and do. Many changes are committed together; nothing that leaves the engine (answers, dispatches,
/// wake-ups) does so before that commit. A change throws a GrpcException before it has mutated anything; a refusal that
/// comes with effects of its own is recorded with <see cref="FailAfterCommit"/>.
/// </summary>
internal sealed class Transaction
{
    /// <summary>One value for the whole change. Never runs backwards.</summary>
    public DateTimeOffset Now => throw new NotImplementedException();

    /// <summary>Open or closed; null when there is none, or no longer.</summary>
    public Run? Find(RunKey key) => throw new NotImplementedException();

    /// <summary>The newest run of a workflow id, open or closed.</summary>
    public Run? FindCurrent(string ns, string workflowId) => throw new NotImplementedException();

    public Run? FindByRunId(string ns, string runId) => throw new NotImplementedException();

    /// <summary>The registered search attributes of a namespace, the predefined ones included.</summary>
    public IReadOnlyDictionary<string, IndexedValueType> SearchAttributes(string ns) => throw new NotImplementedException();

    /// <summary>Stored events and those appended in this batch, first and last included.</summary>
    public IReadOnlyList<HistoryEvent> ReadEvents(Run run, long first, long last) => throw new NotImplementedException();

    /// <summary>Adds a new run, which becomes the current one of its workflow id.</summary>
    public void Insert(Run run) => throw new NotImplementedException();

    /// <summary>Says that the state of a run has changed: it is stored with the commit.</summary>
    public void Touch(Run run) => throw new NotImplementedException();

    /// <summary>Appends events that are numbered already.</summary>
    public void AppendEvents(Run run, IEnumerable<HistoryEvent> events) => throw new NotImplementedException();

    public void Delete(Run run) => throw new NotImplementedException();

    /// <summary>Offers the workflow task that the run has scheduled to its task queue.</summary>
    public void DispatchWorkflowTask(Run run) => throw new NotImplementedException();

    public void DispatchActivity(Run run, long scheduledEventId) => throw new NotImplementedException();

    public void AfterCommit(Action action) => throw new NotImplementedException();

    /// <summary>Keeps what this change did, and answers its caller with a failure.</summary>
    public void FailAfterCommit(Exception answer) => throw new NotImplementedException();
}
