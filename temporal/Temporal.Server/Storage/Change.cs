namespace Temporal.Server.Storage;

/// <summary>One change on its way through the engine loop: run (again, when its batch had to be undone), then settled once.</summary>
internal abstract class Change
{
    /// <summary>The caller has gone before the change was run: it is dropped.</summary>
    public virtual bool Abandoned => false;

    /// <summary>Set by the loop when the change is to be answered with a failure.</summary>
    public Exception? Failure { get; set; }

    public abstract void Run(Transaction transaction);

    /// <summary>The change is stored, or has failed without a trace: its caller may know.</summary>
    public abstract void Settle();
}

internal sealed class Change<T>(Func<Transaction, T> change, CancellationToken cancellationToken) : Change
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Answer => _answer.Task;

    public override bool Abandoned => cancellationToken.IsCancellationRequested;

    public override void Run(Transaction transaction) => _result = change(transaction);

    public override void Settle()
    {
        if (Failure is OperationCanceledException)
        {
            _answer.TrySetCanceled(cancellationToken);
        }
        else if (Failure is not null)
        {
            _answer.TrySetException(Failure);
        }
        else
        {
            _answer.TrySetResult(_result!); // Run has returned: the result is what it returned.
        }
    }
}
