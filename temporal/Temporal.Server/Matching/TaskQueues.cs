using System.Collections.Concurrent;
using Temporal.Server.Storage;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Matching;

/// <summary>
/// All task queues. They live in memory alone: what waits in them follows from the states of the runs, and every task is checked
/// against its run when a poller gets it, so one too many does no harm.
/// </summary>
internal sealed class TaskQueues(TimeProvider time)
{
    /// <summary>A sticky queue that its worker has not polled for so long gets no more tasks.</summary>
    private static readonly TimeSpan StickyWorkerIsGoneAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan QueueIsForgottenAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan ShutdownIsRememberedFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<QueueKey, TaskQueue> _queues = new();
    private readonly ConcurrentDictionary<(string Namespace, string WorkerInstanceKey), DateTimeOffset> _shutDown = new();

    /// <summary>Offers a task to the worker that has the run in its cache, when it is there, or else to any.</summary>
    public void Offer(Dispatch task)
    {
        var type = task.ActivityScheduledEventId == 0 ? TaskQueueType.Workflow : TaskQueueType.Activity;
        if (task.StickyTaskQueue is not { } sticky || !TryOfferSticky(new QueueKey(task.Run.Namespace, sticky, type), new ScheduledTask(task)))
        {
            Offer(new QueueKey(task.Run.Namespace, task.TaskQueue, type), new ScheduledTask(task));
        }
    }

    public void Offer(QueueKey key, OfferedTask task, bool atFront = false)
    {
        while (!Find(key).TryOffer(task, atFront))
        {
            // Closed under our hands: it has left the table already, the next look finds a new one.
        }
    }

    public bool TryOfferSticky(QueueKey sticky, OfferedTask task) =>
        _queues.TryGetValue(sticky, out var queue) && queue.IsPolled(StickyWorkerIsGoneAfter) && queue.TryOffer(task);

    /// <summary>Puts a task back where it came from: the poll that got it ended before it could start it.</summary>
    public void Return(QueueKey queue, OfferedTask task)
    {
        var isSticky = task is ScheduledTask { Dispatch.StickyTaskQueue: { } sticky } && sticky == queue.Name;
        if (!isSticky || !TryOfferSticky(queue, task))
        {
            Offer(isSticky ? NormalQueue(queue, task) : queue, task, atFront: true);
        }
    }

    public bool TryWithdraw(QueueKey queue, OfferedTask task) => Find(queue).TryWithdraw(task);

    /// <summary>Waits for a task: null after <paramref name="wait"/>, when the client is gone, or when its worker shut down.</summary>
    public async Task<OfferedTask?> PollAsync(QueueKey key, Poller poller, TimeSpan wait, CancellationToken gone)
    {
        if (IsShutDown(key, poller))
        {
            return null;
        }

        var poll = new WaitingPoll(poller, gone);
        var queue = Find(key);
        while (!queue.TryPoll(poll))
        {
            queue = Find(key);
        }

        if (poll.Task.IsCompleted)
        {
            return await poll.Task.ConfigureAwait(false);
        }

        // A shutdown between the first look and the place in line has not seen this poll.
        if (IsShutDown(key, poller))
        {
            queue.CallOff(poll);
        }

        using var timeout = new CancellationTokenSource(wait, time);
        await using var onTimeout = timeout.Token.UnsafeRegister(_ => queue.CallOff(poll), null).ConfigureAwait(false);
        await using var onGone = gone.UnsafeRegister(_ => queue.CallOff(poll), null).ConfigureAwait(false);
        return await poll.Task.ConfigureAwait(false);
    }

    /// <summary>A worker stops: its polls end empty at once, and what waited for it goes to the others.</summary>
    public void ShutDown(string ns, string workerInstanceKey, string stickyQueue)
    {
        if (workerInstanceKey.Length > 0)
        {
            _shutDown[(ns, workerInstanceKey)] = time.GetUtcNow();
            foreach (var queue in _queues.Values)
            {
                if (queue.Key.Namespace == ns)
                {
                    queue.CallOff(workerInstanceKey);
                }
            }
        }

        if (stickyQueue.Length > 0)
        {
            Remove(new QueueKey(ns, stickyQueue, TaskQueueType.Workflow));
        }
    }

    public TaskQueueReport Report(QueueKey key) => Find(key).Report();

    /// <summary>Forgets queues that nobody uses, and workers that shut down long ago.</summary>
    public void Sweep()
    {
        foreach (var (key, queue) in _queues)
        {
            if (queue.IsIdle(QueueIsForgottenAfter))
            {
                Remove(key);
            }
        }

        var since = time.GetUtcNow() - ShutdownIsRememberedFor;
        foreach (var (key, at) in _shutDown)
        {
            if (at < since)
            {
                _shutDown.TryRemove(key, out _);
            }
        }
    }

    private static QueueKey NormalQueue(QueueKey key, OfferedTask task) => task switch
    {
        ScheduledTask scheduled => key with { Name = scheduled.Dispatch.TaskQueue },
        QueryTask query => key with { Name = query.NormalTaskQueue },
        _ => key,
    };

    /// <summary>First out of the table, then closed: who still holds it finds it closed, and what was put in meanwhile moves on.</summary>
    private void Remove(QueueKey key)
    {
        if (_queues.TryRemove(key, out var queue))
        {
            foreach (var task in queue.Close())
            {
                Offer(NormalQueue(key, task), task);
            }
        }
    }

    private bool IsShutDown(QueueKey key, Poller poller) =>
        poller.WorkerInstanceKey.Length > 0 && _shutDown.ContainsKey((key.Namespace, poller.WorkerInstanceKey));

    private TaskQueue Find(QueueKey key) => _queues.GetOrAdd(key, static (key, time) => new TaskQueue(key, time), time);
}
