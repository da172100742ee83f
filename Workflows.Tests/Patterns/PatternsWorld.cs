using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Contracts;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>The embedded server with a clock that skips what nobody works in, and a worker with small workflows that do nothing but follow a pattern.</summary>
public sealed class PatternsWorld : IAsyncLifetime
{
    private readonly CancellationTokenSource stopping = new();
    private TemporalWorker worker = null!; // Set by InitializeAsync, which the runner calls before any test; so is all that follows.
    private Task working = null!;
    private int numbers;

    public ScriptedSteps Steps { get; } = new();

    public WorkflowEnvironment Environment { get; private set; } = null!;

    public ITemporalClient Client => Environment.Client;

    public async Task InitializeAsync()
    {
        Environment = await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" });
        worker = new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Realtime) { Identity = "tests" }
            .AddWorkflow<DegradingWorkflow>()
            .AddWorkflow<SkippingWorkflow>()
            .AddWorkflow<EscalatingWorkflow>()
            .AddAllActivities(Steps));
        working = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        await Environment.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>Another one for each call, so that tests can share the world.</summary>
    internal string Name(string kind) => $"{kind}-{Interlocked.Increment(ref numbers)}";

    internal WorkflowOptions Options(string id) => new(id, TaskQueues.Realtime);

    /// <summary>Until a step has begun so many attempts; the clock stands meanwhile.</summary>
    internal async Task BegunAsync(string step, int attempts = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Steps.Attempts.Count(each => each == step) < attempts)
        {
            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }
}
