using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Worker;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Workflows.Reports;
using Webhooks.Workflows.Tests;

namespace Webhooks.Reports.Tests.Workflows;

/// <summary>The embedded server with a clock that skips what nobody works in, and a worker with the real workflows and scripted activities.</summary>
internal sealed class ReportsWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stopping = new();
    private readonly TemporalWorker worker;
    private readonly Task working;

    private ReportsWorld(WorkflowEnvironment environment)
    {
        Environment = environment;
        worker = new TemporalWorker(Client, new TemporalWorkerOptions(TaskQueues.Reports) { Identity = "tests" }
            .AddWorkflow<DueReportsWorkflow>()
            .AddWorkflow<DailyDocumentationWorkflow>()
            .AddWorkflow<WeeklyInvestorReportWorkflow>()
            .AddAllActivities(Reports));
        working = worker.ExecuteAsync(stopping.Token);
    }

    public WorkflowEnvironment Environment { get; }

    public ITemporalClient Client => Environment.Client;

    public ScriptedReports Reports { get; } = new();

    public static async Task<ReportsWorld> StartAsync() =>
        new(await WorkflowEnvironment.StartTimeSkippingAsync(new WorkflowEnvironmentStartTimeSkippingOptions { Identity = "tests" }));

    public async Task<DateTimeOffset> NowAsync() => new(await Environment.GetCurrentTimeAsync(), TimeSpan.Zero);

    /// <summary>A day that is over.</summary>
    public async Task<string> PastDayAsync() => ReportPeriod.Of(DateOnly.FromDateTime((await NowAsync()).UtcDateTime).AddDays(-2));

    /// <summary>A week that is over.</summary>
    public async Task<string> LastWeekAsync() => ReportPeriod.OfWeek(DateOnly.FromDateTime((await NowAsync()).UtcDateTime).AddDays(-8));

    public async Task<WorkflowHandle> StartAsync(ReportKind kind, string period, bool announces = false)
    {
        var request = new ReportRequest { Period = period, AnnouncesPreliminary = announces };
        var name = kind == ReportKind.Daily ? WorkflowNames.DailyDocumentation : WorkflowNames.WeeklyInvestorReport;
        return await Client.StartWorkflowAsync(name, [request], new WorkflowOptions(ReportPeriod.WorkflowId(kind, period), TaskQueues.Reports));
    }

    public async Task<ReportResult> DailyAsync(string? period = null) => await (await StartAsync(ReportKind.Daily, period ?? await PastDayAsync())).GetResultAsync<ReportResult>();

    public async Task<ReportResult> WeeklyAsync(string? period = null) => await (await StartAsync(ReportKind.Weekly, period ?? await LastWeekAsync())).GetResultAsync<ReportResult>();

    public async Task<DueReportsResult> DueAsync(DueReports due) => await (await StartDueAsync(due)).GetResultAsync<DueReportsResult>();

    public Task<WorkflowHandle> StartDueAsync(DueReports due) =>
        Client.StartWorkflowAsync(WorkflowNames.DueReports, [due], new WorkflowOptions($"webhooks-due:{due}", TaskQueues.Reports));

    /// <summary>Until an activity has begun so often; the clock stands meanwhile.</summary>
    public async Task BegunAsync(string attempt, int times = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Reports.Attempts.Count(each => each == attempt) < times)
        {
            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Until somebody has started a workflow with the id.</summary>
    public async Task StartedAsync(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await IsThereAsync(id))
        {
            await ticks.WaitForNextTickAsync(patience.Token);
        }
    }

    public static Task KeepAsync(string name, WorkflowHistory history)
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions()
            .AddWorkflow<DueReportsWorkflow>()
            .AddWorkflow<DailyDocumentationWorkflow>()
            .AddWorkflow<WeeklyInvestorReportWorkflow>());
        return HistoryFiles.ReplayAndKeepAsync(replayer, name, history);
    }

    private async Task<bool> IsThereAsync(string id)
    {
        try
        {
            await Client.GetWorkflowHandle(id).DescribeAsync();
            return true;
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.Dispose();
        await Environment.DisposeAsync();
        stopping.Dispose();
    }
}
