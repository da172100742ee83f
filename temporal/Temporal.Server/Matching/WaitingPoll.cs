namespace Temporal.Server.Matching;

/// <summary>A poll in line. Either it is handed one task, or it is called off; its queue's lock decides which came first.</summary>
internal sealed class WaitingPoll(Poller poller, CancellationToken gone)
{
    private readonly TaskCompletionSource<OfferedTask?> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Poller Poller => poller;

    /// <summary>Where it stands in line; set and used under the lock of its queue.</summary>
    public LinkedListNode<WaitingPoll>? Place { get; set; }

    /// <summary>The task; null when the poll was called off.</summary>
    public Task<OfferedTask?> Task => _task.Task;

    /// <summary>False when the client is known to be gone: a task given to it would be lost until its timeout.</summary>
    public bool TryHandOver(OfferedTask task)
    {
        if (gone.IsCancellationRequested)
        {
            _task.TrySetResult(null);
            return false;
        }

        return _task.TrySetResult(task);
    }

    public void CallOff() => _task.TrySetResult(null);
}
