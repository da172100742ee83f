using System.Net;
using Temporal.Server;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Webhooks.Activities.Documents;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Interventions;
using Webhooks.Activities.Mail;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Reports.Collecting;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Activities.Tests.Hosting;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Reports.Tests.Collecting;
using Webhooks.Worker.Reports;
using Webhooks.Worker.Schedules;
using Webhooks.Workflows.Patterns;
using Webhooks.Workflows.Reports;

namespace Webhooks.Reports.Tests.Quarter;

/// <summary>
/// All that makes reports, on the embedded server with its file, whose clock is moved by the test: the real schedules, workflows and activities, the
/// ledger and the document store. The server is stopped and started again on its file; its worker stays.
/// </summary>
internal sealed class QuarterWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Time goes on a little while something is waited for: what is tried again, and a server that went to sleep just when the clock was moved, need it.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stopping = new();
    private readonly OutboundMetrics metrics = new();
    private readonly List<TemporalWorker> workers = [];
    private Task working = Task.CompletedTask;
    private TemporalServer? server;
    private int port;

    private QuarterWorld(ReportSettings settings, DateTimeOffset begin)
    {
        Settings = settings;
        Clock.Advance(begin - Clock.GetUtcNow());
        Ledger = new ReportWorld { Settings = settings };
    }

    public ReportSettings Settings { get; }

    public TestClock Clock { get; } = new();

    public ReportWorld Ledger { get; }

    public RefusingStore Store { get; private set; } = null!; // Set by StartAsync; so is the client.

    public ITemporalClient Client { get; private set; } = null!;

    public string Backup => Path.Combine(Ledger.Directory, "manual-uploads");

    public string Outbox => Path.Combine(Ledger.Directory, "outbox");

    public static string DailyName(string day) => $"Daily Documentation {day}.docx";

    public static async Task<QuarterWorld> StartAsync(ReportSettings settings, DateTimeOffset begin)
    {
        var world = new QuarterWorld(settings, begin);
        await world.Ledger.InitializeAsync();
        await world.StartServerAsync();
        world.Store = new RefusingStore(Path.Combine(world.Ledger.Directory, "documents"));
        world.Client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(world.server!.Address)); // Just started.
        world.StartWorkers();
        await ScheduleApplication.ApplyAsync(world.Client, ReportSchedules.Of(settings), CancellationToken.None);
        return world;
    }

    public async Task StartServerAsync()
    {
        var options = new TemporalServerOptions
        {
            DatabasePath = Path.Combine(Ledger.Directory, "temporal.db"),
            Ip = IPAddress.Loopback,
            Port = port,
            Time = Clock,
            Retention = TimeSpan.FromDays(3_650),
        };
        server = await TemporalServer.StartAsync(options, cancellationToken: CancellationToken.None);
        port = IPEndPoint.Parse(server.Address).Port;
    }

    public async Task StopServerAsync()
    {
        await server!.DisposeAsync(); // It runs when it is stopped.
        server = null;
    }

    /// <summary>The report that a schedule has started, up to its end; the clock is moved over its grace.</summary>
    public async Task<ReportResult> ReportAsync(ReportKind kind, string period)
    {
        var run = Client.GetWorkflowHandle(ReportPeriod.WorkflowId(kind, period));
        var waits = await UntilAsync(async () => await StepsAsync(run) is { } steps && (IsOver(steps) || IsWaiting(steps)) ? steps : null, $"{period} waits");
        if (IsWaiting(waits))
        {
            Clock.Advance(Settings.Grace + TimeSpan.FromSeconds(1));
        }

        return await ResultAsync<ReportResult>(run);
    }

    public async Task<T> ResultAsync<T>(WorkflowHandle run)
    {
        var result = run.GetResultAsync<T>();
        await UntilAsync(() => Task.FromResult(result.IsCompleted ? result : null), $"{run.Id} ends");
        return await result;
    }

    /// <summary>Nothing happens until then. What was done before at that same moment may have waited for its grace.</summary>
    public void MoveTo(DateTimeOffset at)
    {
        var by = at - Clock.GetUtcNow();
        Assert.True(by > -2 * Settings.Grace, $"{at:o} is over.");
        if (by > TimeSpan.Zero)
        {
            Clock.Advance(by);
        }
    }

    /// <summary>Until a schedule has acted so often more and all that it started has ended.</summary>
    public async Task ActedAsync(string schedule, long actions) => await UntilAsync(
        async () => (await Client.GetScheduleHandle(schedule).DescribeAsync()).Info is { RunningActions.Count: 0 } info && info.NumActions >= actions ? info : null,
        $"{schedule} acts {actions} times");

    public async Task<long> ActionsAsync(string schedule) => (await Client.GetScheduleHandle(schedule).DescribeAsync()).Info.NumActions;

    /// <summary>Of a file that waits for a person.</summary>
    public async Task<WorkflowHandle> WaitingUploadAsync() => Client.GetWorkflowHandle(
        (await Client.ListWorkflowsAsync($"WorkflowType = '{WorkflowNames.ManualUpload}' AND ExecutionStatus = 'Running'").SingleAsync(CancellationToken.None)).Id);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        workers.ForEach(worker => worker.Dispose());
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await Ledger.DisposeAsync();
        metrics.Dispose();
        stopping.Dispose();
    }

    private static bool IsWaiting(IReadOnlyList<ReportStep> steps) => steps.Any(step => step is { Name: "wait", State: ReportStepState.Running });

    private static bool IsOver(IReadOnlyList<ReportStep> steps) => steps.Any(step => step is { Name: "aggregate", State: not ReportStepState.Pending });

    private static async Task<IReadOnlyList<ReportStep>?> StepsAsync(WorkflowHandle run)
    {
        try
        {
            return (await run.QueryAsync<ReportState>(WorkflowNames.StateQuery, [])).Steps;
        }
        catch (Exception e) when (e is RpcException or WorkflowQueryFailedException)
        {
            return null; // Not started yet, or the server is only just back.
        }
    }

    private async Task<T> UntilAsync<T>(Func<Task<T?>> find, string what)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!patience.IsCancellationRequested)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await ticks.WaitForNextTickAsync(CancellationToken.None);
            Clock.Advance(Pace);
        }

        throw new TimeoutException(what);
    }

    private void StartWorkers()
    {
        var (calendar, folder) = (Ledger.Calendar, Ledger.Folder);
        var backup = new UploadBackup(Backup);
        var notifications = new NotificationActivities(new OutboxNotifier(Path.Combine(Outbox, "notifications"), Clock), metrics);
        workers.Add(new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Reports)
            .AddWorkflow<DueReportsWorkflow>()
            .AddWorkflow<DailyDocumentationWorkflow>()
            .AddWorkflow<WeeklyInvestorReportWorkflow>()
            .AddAllActivities(new ReportPlanning(calendar, Ledger.Ledger, folder))
            .AddAllActivities(Ledger.Collecting())
            .AddAllActivities(new ReportEditions(calendar, folder))
            .AddAllActivities(new ReportWriting(folder, Settings))
            .AddAllActivities(new ReportDocuments(folder, Settings, Store, backup, metrics))
            .AddAllActivities(new ReportDelivery(folder, Settings, new OutboxMail(Path.Combine(Outbox, "mail"), "reports@example.com", Clock), metrics))
            .AddAllActivities(notifications)
            .AddAllActivities(typeof(InterventionActivities), null)));
        workers.Add(new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Realtime)
            .AddWorkflow<ManualUploadWorkflow>()
            .AddAllActivities(new DocumentActivities(Store, backup, metrics))
            .AddAllActivities(notifications)));
        working = Task.WhenAll(workers.Select(worker => worker.ExecuteAsync(stopping.Token)));
    }
}
