using System.Text;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Outbound;
using Webhooks.Contracts;
using Webhooks.Workflows.Patterns;

namespace Webhooks.Workflows.Tests.Patterns;

/// <summary>The embedded server with a clock that skips what nobody works in, and a worker with small workflows that do nothing but follow a pattern.</summary>
public sealed class PatternsWorld : IAsyncLifetime
{
    private static int worlds;
    private readonly int number = Interlocked.Increment(ref worlds);

    private readonly CancellationTokenSource stopping = new();
    private TemporalWorker worker = null!; // Set by InitializeAsync, which the runner calls before any test; so is all that follows.
    private Task working = null!;
    private readonly OutboundMetrics metrics = new();
    private int names;

    public PatternsWorld()
    {
        Store = new UnsteadyStore(Path.Combine(Folder, "documents"));
        Backup = new UploadBackup(Path.Combine(Folder, "backup"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("webhooks-").FullName;

    public ScriptedSteps Steps { get; } = new();

    internal UnsteadyStore Store { get; }

    internal UnsteadyNotifier Notifier { get; } = new();

    internal UploadBackup Backup { get; }

    public WorkflowEnvironment Environment { get; private set; } = null!;

    public ITemporalClient Client => Environment.Client;

    public async Task InitializeAsync()
    {
        Environment = await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" });
        worker = new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Realtime) { Identity = "tests" }
            .AddWorkflow<DegradingWorkflow>()
            .AddWorkflow<SkippingWorkflow>()
            .AddWorkflow<EscalatingWorkflow>()
            .AddWorkflow<CompensatingWorkflow>()
            .AddWorkflow<UploadingWorkflow>()
            .AddWorkflow<ManualUploadWorkflow>()
            .AddWorkflow<ManualInterventionWorkflow>()
            .AddAllActivities(Steps)
            .AddAllActivities(new DocumentActivities(Store, Backup, metrics))
            .AddAllActivities(new NotificationActivities(Notifier, metrics))
            .AddAllActivities(typeof(InterventionActivities), null));
        working = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        await Environment.DisposeAsync();
        stopping.Dispose();
        metrics.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    internal static DocumentFile File(string key, string text) => new()
    {
        Folder = "Reports",
        Name = $"{key.Replace('/', '-')}.md",
        ContentType = "text/markdown",
        Content = Encoding.UTF8.GetBytes(text),
        Key = key,
    };

    /// <summary>Another one for each call, so that tests can share the world, and what counts for all worlds.</summary>
    internal string Name(string kind) => $"{kind}-{number}-{Interlocked.Increment(ref names)}";

    internal static WorkflowOptions Options(string id) => new(id, TaskQueues.Realtime);

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
