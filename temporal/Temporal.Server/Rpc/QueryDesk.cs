using System.Collections.Concurrent;
using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Rpc;

/// <summary>
/// Queries under way. Some travel alone, as tasks of their own; those asked while a run has a workflow task wait here to ride
/// along with it, and travel alone when it ends without another one behind it.
/// </summary>
internal sealed class QueryDesk(TaskQueues queues)
{
    private const int MostWaitingForOneRun = 100;

    private readonly ConcurrentDictionary<string, PendingQuery> _byId = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Dictionary<RunKey, List<PendingQuery>> _waiting = [];

    /// <summary>Told of every query that is no longer under way; set before the first.</summary>
    public Action Closed { get; set; } = () => { };

    public int Count => _byId.Count;

    public void Open(PendingQuery query) => _byId[query.Id] = query;

    public void Close(PendingQuery query)
    {
        _byId.TryRemove(query.Id, out _);
        lock (_lock)
        {
            if (_waiting.TryGetValue(query.Run, out var waiting) && waiting.Remove(query) && waiting.Count == 0)
            {
                _waiting.Remove(query.Run);
            }
        }

        Closed();
    }

    public PendingQuery? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Lets a query wait for the run's workflow task. Asked twice, it waits once.</summary>
    public void Wait(PendingQuery query)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(query.Run, out var waiting))
            {
                waiting = [];
                _waiting.Add(query.Run, waiting);
            }

            if (waiting.Count >= MostWaitingForOneRun)
            {
                throw Refusals.Busy("too many queries wait for this workflow");
            }

            if (!waiting.Contains(query))
            {
                waiting.Add(query);
            }
        }
    }

    /// <summary>The queries that ride along with a workflow task of this run, those answered already left out.</summary>
    public IReadOnlyList<PendingQuery> Riding(RunKey run, IReadOnlyCollection<string> answered)
    {
        lock (_lock)
        {
            return _waiting.TryGetValue(run, out var waiting) ? [.. waiting.Where(query => !answered.Contains(query.Id, StringComparer.Ordinal))] : [];
        }
    }

    public void Settle(string id, WorkflowQueryResult result)
    {
        if (Find(id) is { } query)
        {
            query.Settle(result);
            Close(query);
        }
    }

    /// <summary>Sends a query on its own way, to the worker that has the run in its cache when there is one.</summary>
    /// <returns>The sticky queue it went to; null when it went to the normal one.</returns>
    public QueueKey? Send(PendingQuery query, string? stickyQueue, string normalQueue)
    {
        var task = new QueryTask(query, normalQueue);
        if (stickyQueue is not null)
        {
            var sticky = new QueueKey(query.Run.Namespace, stickyQueue, TaskQueueType.Workflow);
            if (queues.TryOfferSticky(sticky, task))
            {
                return sticky;
            }
        }

        queues.Offer(new QueueKey(query.Run.Namespace, normalQueue, TaskQueueType.Workflow), task);
        return null;
    }

    /// <summary>A change of a run is committed: queries that no workflow task will carry any more go alone.</summary>
    public void RunChanged(Run run)
    {
        foreach (var query in TakeStranded(run))
        {
            if (run.State.LastCompletedStartedEventId == 0)
            {
                query.Fail(Refusals.NotReady("the workflow closed before its first workflow task was completed"));
            }
            else
            {
                Send(query, run.State.Sticky?.TaskQueue, run.State.TaskQueue);
            }
        }
    }

    public void RunDeleted(RunKey run)
    {
        foreach (var query in Take(run))
        {
            query.Fail(Refusals.NoSuchRun(run.WorkflowId));
        }
    }

    private List<PendingQuery> TakeStranded(Run run)
    {
        var isCarried = run.IsOpen && (run.State.WorkflowTask is not null || run.State.LastCompletedStartedEventId == 0);
        return isCarried ? [] : Take(run.Key);
    }

    private List<PendingQuery> Take(RunKey run)
    {
        lock (_lock)
        {
            return _waiting.Remove(run, out var waiting) ? waiting : [];
        }
    }
}
