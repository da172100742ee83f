using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Polling;

namespace Temporalio.Worker;

/// <summary>Serves the workflows and activities of one task queue.</summary>
public class TemporalWorker : IDisposable
{
    private static readonly TimeSpan PollEndLimit = TimeSpan.FromSeconds(5);

    private readonly string identity;
    private readonly string instanceKey = Guid.NewGuid().ToString();
    private readonly TimeProvider time;
    private readonly WorkflowWorker? workflows;
    private readonly ActivityWorker? activities;
    private volatile IWorkerClient client;
    private int started;

    /// <exception cref="ArgumentException">Nothing to serve, a name registered twice, no task queue, or a client of unknown kind.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
        : this(client, options, TimeProvider.System)
    {
    }

    internal TemporalWorker(IWorkerClient client, TemporalWorkerOptions options, TimeProvider time)
    {
        this.client = client;
        this.time = time;
        Options = (TemporalWorkerOptions)options.Clone();
        WorkerOptionsCheck.Run(Options);
        identity = Options.Identity ?? Calls.Connection.Options.Identity ?? Environment.MachineName;
        workflows = Options.Workflows.Count > 0 ? new(() => Calls, Options, identity, instanceKey, time) : null;
        activities = Options.Activities.Count > 0 ? new(() => Calls, Options, identity, instanceKey, time) : null;
    }

    /// <summary>May be replaced while running; the next poll uses the new one.</summary>
    public IWorkerClient Client
    {
        get => client;
        set => client = value is ITemporalClient ? value : throw new ArgumentException("The client must be an ITemporalClient");
    }

    public TemporalWorkerOptions Options { get; }

    /// <summary>Runs in memory now.</summary>
    internal int CachedRuns => workflows?.CachedRuns ?? 0;

    private ITemporalClient Calls => client as ITemporalClient ?? throw new ArgumentException("The client must be an ITemporalClient");

    /// <summary>Runs until the token is cancelled, shuts down, and throws OperationCanceledException.</summary>
    public Task ExecuteAsync(CancellationToken stoppingToken) =>
        ExecuteAsync(() => Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken), stoppingToken);

    /// <summary>Runs until the function's task ends, and shuts down.</summary>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) =>
        ExecuteAsync(
            async () =>
            {
                await untilComplete();
                return true;
            },
            stoppingToken);

    /// <inheritdoc cref="ExecuteAsync(Func{Task}, CancellationToken)"/>
    public async Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default)
    {
        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            throw new InvalidOperationException("A worker can run only once");
        }

        var completesPolls = await CheckNamespaceAsync(stoppingToken);
        using var shutdown = new CancellationTokenSource();
        using var dropPolls = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        List<Task> parts = [];
        if (workflows is not null)
        {
            parts.Add(workflows.RunAsync(shutdown.Token, dropPolls.Token));
        }

        if (activities is not null)
        {
            parts.Add(activities.RunAsync(shutdown.Token, dropPolls.Token));
        }

        var until = untilComplete();
        var stopped = new TaskCompletionSource();
        await using var stopping = stoppingToken.UnsafeRegister(static done => ((TaskCompletionSource)done!).TrySetResult(), stopped); // Registered above.
        try
        {
            await Task.WhenAny([until, stopped.Task, .. parts]);
        }
        finally
        {
            await shutdown.CancelAsync();
            await EndPollsAsync();
            dropPolls.CancelAfter(completesPolls ? PollEndLimit : TimeSpan.Zero);
            await Task.WhenAll(parts);
        }

        stoppingToken.ThrowIfCancellationRequested();
        return await until;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            workflows?.Dispose();
            activities?.Dispose();
        }
    }

    /// <summary>Whether the server ends pending polls when told that their worker stops.</summary>
    private async Task<bool> CheckNamespaceAsync(CancellationToken cancellationToken)
    {
        var described = await Calls.WorkflowService.DescribeNamespaceAsync(
            new() { Namespace = Calls.Options.Namespace }, new() { Retry = true, CancellationToken = cancellationToken });
        return described.NamespaceInfo?.Capabilities?.WorkerPollCompleteOnShutdown == true;
    }

    /// <summary>A poll dropped while the server hands it a task would leave that task to its time-out.</summary>
    private async Task EndPollsAsync()
    {
        try
        {
            await Calls.WorkflowService.ShutdownWorkerAsync(
                new()
                {
                    Namespace = Calls.Options.Namespace,
                    Identity = identity,
                    WorkerInstanceKey = instanceKey,
                    TaskQueue = Options.TaskQueue ?? "",
                    StickyTaskQueue = workflows?.StickyQueue?.Name ?? "",
                    Reason = "worker shutdown",
                    TaskQueueTypes = { TaskQueueType.Workflow, TaskQueueType.Activity },
                },
                new() { Timeout = TimeSpan.FromSeconds(5) });
        }
        catch (RpcException)
        {
            // An older or unreachable server: its polls are dropped below and time out there.
        }
    }
}
