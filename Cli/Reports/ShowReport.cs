using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary><c>webhooks reports show</c></summary>
internal static class ShowReport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var name = new Argument<string>("PERIOD") { Description = "A day such as 2026-11-20, or a week such as 2026-W47." };
        var command = new Command("show", "Shows how far a report is, its editions and where their documents are.") { name };
        folder.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            var period = NamedPeriod.Read(parsed.GetRequiredValue(name));
            var configuration = folder.Configuration(parsed);
            var hasRun = await RunAsync(configuration, period, output, cancellationToken);
            var hasEditions = await EditionsAsync(Path.Combine(folder.PathOf(parsed, configuration), ReportFolder.Name), period, output);
            return hasRun || hasEditions ? ExitCodes.Success : ExitCodes.Findings;
        });
        return command;
    }

    /// <returns>Whether there is a run that Temporal still has.</returns>
    private static async Task<bool> RunAsync(IConfiguration configuration, NamedPeriod period, TextWriter output, CancellationToken cancellationToken)
    {
        var client = await ConnectedTemporal.OpenAsync(configuration);
        var run = client.GetWorkflowHandle(period.WorkflowId);
        var rpc = new RpcOptions { CancellationToken = cancellationToken, Timeout = Patience };
        try
        {
            var description = await run.DescribeAsync(new WorkflowDescribeOptions { Rpc = rpc });
            await output.WriteLineAsync($"{period.WorkflowId}: {Names.Of(description.Status)}, begun {description.StartTime:u}");
            var state = await run.QueryAsync<ReportState>(WorkflowNames.StateQuery, [], new WorkflowQueryOptions { Rpc = rpc });
            var table = new Table("STEP", "STATE", "BEGUN", "SECONDS", "REASON");
            foreach (var step in state.Steps)
            {
                var seconds = step is { StartedAt: { } begun, EndedAt: { } ended } ? $"{(ended - begun).TotalSeconds:0.0}" : null;
                table.Add(step.Name, Names.Of(step.State), step.StartedAt is { } at ? $"{at:u}" : null, seconds, step.Reason);
            }

            await table.WriteAsync(output);
            return true;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            await output.WriteLineAsync($"{period.WorkflowId}: Temporal has no run of it.");
            return false;
        }
        catch (Exception e) when (e is WorkflowQueryFailedException || e is RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled or RpcException.StatusCode.FailedPrecondition })
        {
            cancellationToken.ThrowIfCancellationRequested();
            await output.WriteLineAsync("No worker answers how far it is.");
            return true;
        }
    }

    /// <returns>Whether there are any.</returns>
    private static async Task<bool> EditionsAsync(string folder, NamedPeriod period, TextWriter output)
    {
        try
        {
            var reports = new ReportFolder(folder);
            IReadOnlyList<EditionManifest> editions = [.. reports.EditionsOf(period.Kind, period.Name)];
            if (reports.FindManifest(period.Kind, period.Name, 0) is { } preliminary)
            {
                editions = [preliminary, .. editions];
            }

            var table = new Table("EDITION", "CLOSED", "COMMITS", "TICKETS", "DEPLOYMENTS", "AMENDED BY", "DOCUMENT");
            foreach (var manifest in editions)
            {
                var figures = manifest.Edition.Figures;
                foreach (var document in manifest.Documents)
                {
                    table.Add(
                        manifest.Edition.Number == 0 ? "preliminary" : $"{manifest.Edition.Number}",
                        $"{manifest.ClosedAt:u}",
                        $"{figures.Commits}",
                        $"{figures.Tickets}",
                        $"{figures.Deployments}",
                        manifest.AmendedBy is { } by ? $"{by.Number}" : null,
                        document.Path ?? $"{document.Name} (waits for its upload)");
                }
            }

            await (table.IsEmpty ? output.WriteLineAsync("No edition is published.") : table.WriteAsync(output));
            return !table.IsEmpty;
        }
        catch (ApplicationFailureException e)
        {
            throw new CannotRunException(e.Message);
        }
    }
}
