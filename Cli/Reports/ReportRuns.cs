using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary>Runs of the reports' workflows.</summary>
internal static class ReportRuns
{
    /// <returns>Null when the report is being written already.</returns>
    public static async Task<WorkflowHandle?> StartAsync(ITemporalClient client, NamedPeriod period, bool announces, CancellationToken cancellationToken)
    {
        var workflow = period.Kind switch
        {
            ReportKind.Daily => WorkflowNames.DailyDocumentation,
            ReportKind.Weekly => WorkflowNames.WeeklyInvestorReport,
        };
        var request = new ReportRequest { Period = period.Name, AnnouncesPreliminary = announces };
        var options = new WorkflowOptions(period.WorkflowId, TaskQueues.Reports)
        {
            IdConflictPolicy = WorkflowIdConflictPolicy.Fail,
            Rpc = new RpcOptions { CancellationToken = cancellationToken },
        };
        try
        {
            return await client.StartWorkflowAsync(workflow, [request], options);
        }
        catch (WorkflowAlreadyStartedException)
        {
            return null;
        }
    }

    /// <summary>Waits for its end and says what came of it.</summary>
    /// <returns>An exit code.</returns>
    public static async Task<int> WaitAsync(WorkflowHandle run, NamedPeriod period, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var result = await run.GetResultAsync<ReportResult>(rpcOptions: new RpcOptions { CancellationToken = cancellationToken });
            await output.WriteLineAsync($"{period.Name}: {Words(result)}");
            foreach (var document in result.Documents)
            {
                await output.WriteLineAsync(Table.Plain($"  {document.Link?.AbsoluteUri ?? document.Path ?? $"{document.Name} waits for its upload"}"));
            }

            foreach (var remark in result.Remarks)
            {
                await output.WriteLineAsync($"  {remark.Name}: {Names.Of(remark.State)} ({remark.Reason})");
            }

            return ExitCodes.Success;
        }
        catch (WorkflowFailedException failure)
        {
            await output.WriteLineAsync(Table.Plain($"{period.Name}: not written. {Innermost(failure).Message}"));
            return ExitCodes.Findings;
        }
    }

    private static string Words(ReportResult result) => result switch
    {
        { IsUnchanged: true } => $"edition {result.Edition}, unchanged",
        { Edition: 0 } => "preliminary",
        _ => $"edition {result.Edition}",
    } + $"; commits: {result.Commits}, tickets: {result.Tickets}, deployments: {result.Deployments}"
      + (result.Missing.Count > 0 ? $"; missing: {string.Join(", ", result.Missing)}" : "")
      + (result.IsMailed switch
      {
          true => "; mailed",
          false => "; not mailed",
          null => "",
      });

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
