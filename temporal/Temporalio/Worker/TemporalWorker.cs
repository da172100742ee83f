using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>Serves the workflows and activities of one task queue.</summary>
public class TemporalWorker : IDisposable
{
    /// <exception cref="ArgumentException">Nothing to serve, a name registered twice, or no task queue.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        Client = client;
        Options = (TemporalWorkerOptions)options.Clone();
    }

    /// <summary>May be replaced while running; the next poll uses the new one.</summary>
    public IWorkerClient Client { get; set; }

    public TemporalWorkerOptions Options { get; }

    /// <summary>Runs until the token is cancelled, shuts down, and throws OperationCanceledException.</summary>
    public Task ExecuteAsync(CancellationToken stoppingToken) => throw new NotImplementedException();

    /// <summary>Runs until the function's task ends, and shuts down.</summary>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) => throw new NotImplementedException();

    public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default) => throw new NotImplementedException();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
