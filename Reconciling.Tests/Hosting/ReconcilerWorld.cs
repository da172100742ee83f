using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Testing;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Ledger;
using Webhooks.Worker.Reconciling;
using Webhooks.Worker.Schedules;
using Webhooks.Workflows.Reconciling;

namespace Webhooks.Reconciling.Tests.Hosting;

/// <summary>
/// The worker's reconciler as the worker sets it up, with a real gateway's data folder, on the embedded server with a clock that skips. Runs
/// are those of the schedule.
/// </summary>
internal sealed class ReconcilerWorld : ILoggerProvider, IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> settings = [];
    private IHost? host;
    private DeliveryLedger? ledger;

    private ReconcilerWorld(WorkflowEnvironment environment) => Environment = environment;

    public WorkflowEnvironment Environment { get; }

    public ITemporalClient Client => Environment.Client;

    public TestGateway Gateway { get; private set; } = null!; // Set by StartGateway, which every test calls first.

    /// <summary>Of the worker, once it is started.</summary>
    public IMeterFactory Meters => host!.Services.GetRequiredService<IMeterFactory>();

    public ConcurrentQueue<string> LogLines { get; } = new();

    /// <summary>Folder for whatever a test needs beside the data folder.</summary>
    public string Scratch => Path.Combine(folder.Path, "scratch");

    /// <param name="sources">Settings of the sources, below <c>Webhooks:Sources:</c>.</param>
    public static async Task<ReconcilerWorld> StartAsync(params (string Key, string Value)[] sources)
    {
        // Named, because recorded histories are committed and the default names the machine.
        var world = new ReconcilerWorld(await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" }));
        Directory.CreateDirectory(world.Scratch);
        foreach (var (key, value) in sources)
        {
            world.settings[$"Webhooks:Sources:0:{key}"] = value;
        }

        world.Gateway = new TestGateway(Path.Combine(world.folder.Path, "data"), world.settings);
        world.settings["Webhooks:Reconciliation:GatewayAddress"] = world.Gateway.Address.ToString();
        return world;
    }

    public async Task<DateTimeOffset> NowAsync() => new(await Environment.GetCurrentTimeAsync(), TimeSpan.Zero);

    /// <summary>Starts the worker, with what has been configured until now.</summary>
    public async Task StartWorkerAsync(params (string Key, string? Value)[] more)
    {
        foreach (var (key, value) in more)
        {
            settings[key] = value;
            if (value is null)
            {
                settings.Remove(key);
            }
        }

        var mistakes = new List<string>();
        var read = ReconcilerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), mistakes);
        Assert.Empty(mistakes);
        ledger = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = Path.Combine(folder.Path, "data", "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders().AddProvider(this);
        builder.Services.AddSingleton<TimeProvider>(new ServerClock());
        builder.Services.AddSingleton<IDeliveryLedger>(ledger);
        builder.Services.AddSingleton(Client);
        builder.Services.AddReconciler(read);
        host = builder.Build();
        await host.StartAsync();
        await host.Services.GetServices<IHostedService>().OfType<ScheduleUpkeep>().Single().ExecuteTask!.WaitAsync(Patience); // Started.
    }

    public async Task StopWorkerAsync()
    {
        if (host is not null)
        {
            await host.StopAsync();
            host.Dispose();
            host = null;
        }

        if (ledger is not null)
        {
            await ledger.DisposeAsync();
            ledger = null;
        }
    }

    public ScheduleHandle Schedule(string source = "hello") => Client.GetScheduleHandle(ReconciliationSchedule.IdOf(source));

    /// <summary>
    /// Lets an interval pass and starts a run of the schedule, which is paused: while a test waits for a result the clock skips to whatever
    /// comes next, and that would be more runs than the test asked for.
    /// </summary>
    public async Task<WorkflowHandle> NextAsync(TimeSpan? after = null)
    {
        await Gateway.CatchUpAsync();
        await Schedule().PauseAsync();
        await Environment.DelayAsync(after ?? Interval);
        var before = (await Schedule().DescribeAsync()).Info.NumActions;
        await Schedule().TriggerAsync();
        await Eventually.TrueAsync(async () => (await Schedule().DescribeAsync()).Info.NumActions > before, "the schedule acts");
        var action = Assert.IsType<ScheduleActionExecutionStartWorkflow>((await Schedule().DescribeAsync()).Info.RecentActions.Last().Action);
        return Client.GetWorkflowHandle(action.WorkflowId);
    }

    /// <summary>The same, and the run comes to its end.</summary>
    public async Task<ReconciliationState> RunAsync(TimeSpan? after = null) => await (await NextAsync(after)).GetResultAsync<ReconciliationState>();

    public ILogger CreateLogger(string categoryName) => new Lines(LogLines);

    void IDisposable.Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        await Gateway.DisposeAsync();
        await Environment.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
