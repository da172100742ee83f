using System.Diagnostics;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Webhooks.Benchmarks.Week;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Benchmarks.Running;

/// <summary>The worker, and whoever asks it for reports.</summary>
internal sealed class ReportWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ServerProcess process;
    private readonly TemporalClient client;
    private readonly string folder;

    private ReportWorker(ServerProcess process, TemporalClient client, string folder) => (this.process, this.client, this.folder) = (process, client, folder);

    /// <summary>Ends when the worker waits for reports to write.</summary>
    public static async Task<ReportWorker> StartAsync(Lab lab, string folder)
    {
        var connected = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(lab.EmbeddedAddress) { Namespace = "default" });
        var began = TimeProvider.System.GetUtcNow();
        var worker = new ReportWorker(lab.StartWorker(folder), connected, folder);
        try
        {
            while (!await worker.IsPollingAsync(began))
            {
                worker.process.RequireRunning();
                await Task.Delay(Pause, TimeProvider.System);
            }

            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has a report written.</summary>
    /// <exception cref="InvalidOperationException">Something is missing in it: the figures would be of something else.</exception>
    public async Task<WrittenReport> WriteAsync(ReportKind kind, string period)
    {
        var workflow = kind switch
        {
            ReportKind.Daily => WorkflowNames.DailyDocumentation,
            ReportKind.Weekly => WorkflowNames.WeeklyInvestorReport,
        };
        using var patience = new CancellationTokenSource(Patience);
        var rpc = new RpcOptions { CancellationToken = patience.Token };
        var (processor, began) = (process.ProcessorSeconds, Stopwatch.GetTimestamp());
        var run = await client.StartWorkflowAsync(
            workflow, [new ReportRequest { Period = period }], new WorkflowOptions(ReportPeriod.WorkflowId(kind, period), TaskQueues.Reports));
        var result = await run.GetResultAsync<ReportResult>(rpcOptions: rpc);
        var took = Stopwatch.GetElapsedTime(began);
        if (result is { Missing.Count: > 0 } or { Remarks.Count: > 0 } or { Edition: not 1 } || result.Documents.Any(document => document.Path is null))
        {
            throw new InvalidOperationException($"The report of {period} is not whole: {result}, {string.Join(", ", result.Missing)}, {string.Join(", ", result.Remarks)}");
        }

        return new WrittenReport
        {
            Result = result,
            Seconds = took.TotalSeconds,
            ProcessorSeconds = process.ProcessorSeconds - processor,
            PeakMegabytes = process.PeakMegabytes,
            Steps = (await run.QueryAsync<ReportState>(WorkflowNames.StateQuery, [], new WorkflowQueryOptions { Rpc = rpc })).Steps,
            Documents = result.Documents.ToDictionary(
                document => document.Name, document => new FileInfo(Path.Combine(folder, "documents", document.Path ?? "")).Length, StringComparer.Ordinal),
        };
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>Of one that was killed the server may still tell, but not that it has just been there.</summary>
    private async Task<bool> IsPollingAsync(DateTimeOffset since)
    {
        var queue = await client.WorkflowService.DescribeTaskQueueAsync(new DescribeTaskQueueRequest
        {
            Namespace = "default", TaskQueue = new TaskQueue { Name = TaskQueues.Reports }, TaskQueueType = TaskQueueType.Activity,
        });
        return queue.Pollers.Any(poller => poller.LastAccessTime.ToDateTimeOffset() >= since);
    }
}
