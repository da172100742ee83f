using Microsoft.Extensions.Logging;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A server for tests, and a client connected to it.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    /// <summary>Wraps a client of a server that is somebody else's: nothing is shut down with this environment.</summary>
    public WorkflowEnvironment(ITemporalClient client)
    {
        Client = client;
        Logger = client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();
    }

    public ITemporalClient Client { get; protected init; }

    /// <summary>Whether time can be skipped; a server on the wall clock cannot.</summary>
    public virtual bool SupportsTimeSkipping => false;

    protected ILogger<WorkflowEnvironment> Logger { get; }

    /// <summary>Starts a server inside this process and connects a client to it.</summary>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null) =>
        await LocalWorkflowEnvironment.StartAsync((WorkflowEnvironmentStartLocalOptions)(options ?? new()).Clone());

    /// <summary>
    /// Starts a server inside this process that skips time while a client of the environment waits for the result of a workflow, and
    /// in <see cref="DelayAsync(TimeSpan, CancellationToken?)"/>; otherwise its time runs at the pace of the wall, and so it does while
    /// a workflow task, an activity or a query is under way. Timers of a run nobody waits for are skipped over just the same.
    /// </summary>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions? options = null) =>
        await TimeSkippingWorkflowEnvironment.StartAsync((WorkflowEnvironmentStartTimeSkippingOptions)(options ?? new()).Clone());

    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits in the time of this environment.</summary>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, TimeProvider.System, cancellationToken ?? CancellationToken.None);

    /// <summary>The time of this environment.</summary>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Runs a function in which waiting for a result skips no time.</summary>
    public void WithAutoTimeSkippingDisabled(Action func) => WithAutoTimeSkippingDisabled(() =>
    {
        func();
        return true;
    });

    /// <inheritdoc cref="WithAutoTimeSkippingDisabled(Action)"/>
    public T WithAutoTimeSkippingDisabled<T>(Func<T> func) =>
#pragma warning disable VSTHRD002 // The function is synchronous, so its task has ended by now.
        WithAutoTimeSkippingDisabledAsync(() => Task.FromResult(func())).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002

    /// <inheritdoc cref="WithAutoTimeSkippingDisabled(Action)"/>
    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) => WithAutoTimeSkippingDisabledAsync(async () =>
    {
        await func();
        return true;
    });

    /// <inheritdoc cref="WithAutoTimeSkippingDisabled(Action)"/>
    public virtual Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func) => func();

    /// <summary>Stops the server when this environment started it.</summary>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync();
        GC.SuppressFinalize(this);
    }
}
