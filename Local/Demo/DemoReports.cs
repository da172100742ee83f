using Microsoft.Extensions.Configuration;
using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>Has the reports of today and of this week written from what the demo sent. Neither period is over, so they are preliminary, and told all the same.</summary>
internal static class DemoReports
{
    public const string InvestorKey = "Webhooks__Reports__Investors__0";

    /// <summary>For whom the demo's mail is, which is a file of the outbox unless the worker is configured to send it.</summary>
    public const string Investor = "investors@example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>True when both are there.</returns>
    public static async Task<bool> RunAsync(string temporal, IConfiguration configuration, string data, TimeProvider time, CancellationToken stopping)
    {
        var started = time.GetUtcNow();
        var calendar = new ReportCalendar(ReportSettings.Read(configuration, [])); // The worker has refused what is wrong in them.
        var options = new TemporalClientConnectOptions(temporal) { Namespace = configuration["TEMPORAL_NAMESPACE"] is { Length: > 0 } name ? name : "default" };
        var client = await TemporalClient.ConnectAsync(options);
        Terminal.Say("Writing the reports of today and of this week, as far as they are.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        try
        {
            var results = await Task.WhenAll(
                RunAsync(client, WorkflowNames.DailyDocumentation, ReportKind.Daily, calendar.PeriodOf(ReportKind.Daily, started), patience.Token),
                RunAsync(client, WorkflowNames.WeeklyInvestorReport, ReportKind.Weekly, calendar.PeriodOf(ReportKind.Weekly, started), patience.Token));
            Show(results, data, started);
            return results.All(result => result.Documents.All(document => document.Path is not null));
        }
        catch (WorkflowFailedException failure)
        {
            Terminal.Error($"A report was not written: {failure.InnerException?.InnerException?.Message ?? failure.InnerException?.Message ?? failure.Message}");
            return false;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            Terminal.Error($"The reports were not there within {Patience.TotalMinutes:0} minutes.");
            return false;
        }
    }

    private static async Task<ReportResult> RunAsync(TemporalClient client, string workflow, ReportKind kind, string period, CancellationToken cancellationToken)
    {
        var request = new ReportRequest { Period = period, AnnouncesPreliminary = true };
        var run = await client.StartWorkflowAsync(workflow, [request], new WorkflowOptions(ReportPeriod.WorkflowId(kind, period), TaskQueues.Reports));
        return await run.GetResultAsync<ReportResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken });
    }

    private static void Show(IEnumerable<ReportResult> results, string data, DateTimeOffset started)
    {
        foreach (var result in results)
        {
            Terminal.Say($"{result.Period}: commits: {result.Commits}, tickets: {result.Tickets}, deployments: {result.Deployments}");
            foreach (var document in result.Documents)
            {
                Terminal.Say($"  {document.Link?.AbsoluteUri ?? (document.Path is { } path ? Path.Combine(data, "documents", path) : $"{document.Name} could not be put anywhere")}");
            }
        }

        foreach (var file in Told(Path.Combine(data, "outbox"), started))
        {
            Terminal.Say($"  {file}");
        }
    }

    /// <summary>Mails and cards, where they are files.</summary>
    private static IEnumerable<string> Told(string outbox, DateTimeOffset since) => Directory.Exists(outbox)
        ? Directory.EnumerateFiles(outbox, "*", SearchOption.AllDirectories)
            .Where(file => File.GetLastWriteTimeUtc(file) >= since.UtcDateTime && (file.EndsWith(".eml", StringComparison.Ordinal) || file.EndsWith(".md", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
        : [];
}
