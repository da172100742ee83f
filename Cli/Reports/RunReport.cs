using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary><c>webhooks reports run</c></summary>
internal static class RunReport
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var day = new Option<string?>("--day") { Description = "The day, such as 2026-11-20.", HelpName = "DAY" };
        var week = new Option<string?>("--week") { Description = "The week, such as 2026-W47.", HelpName = "WEEK" };
        var announce = new Option<bool>("--announce") { Description = "Tell people of a preliminary report too." };
        var wait = new Option<bool>("--wait") { Description = "Wait for its end. The exit code is then 1 when it could not be written." };
        var command = new Command("run", "Has a report written. One that is there and has not changed stays the edition that it is; of a period that is not over it is a preliminary one.")
        {
            day, week, announce, wait,
        };
        folder.AddConfigTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            var period = (parsed.GetValue(day), parsed.GetValue(week)) switch
            {
                ({ } name, null) => NamedPeriod.Read(ReportKind.Daily, name),
                (null, { } name) => NamedPeriod.Read(ReportKind.Weekly, name),
                _ => throw new CannotRunException("Either --day or --week says which report."),
            };
            var client = await ConnectedTemporal.OpenAsync(folder.Configuration(parsed));
            var run = await ReportRuns.StartAsync(client, period, parsed.GetValue(announce), cancellationToken);
            await output.WriteLineAsync(run is null ? $"{period.Name} is being written already ({period.WorkflowId})." : $"{period.Name} is being written ({period.WorkflowId}).");
            if (!parsed.GetValue(wait))
            {
                return run is null ? ExitCodes.Findings : ExitCodes.Success;
            }

            return await ReportRuns.WaitAsync(run ?? client.GetWorkflowHandle(period.WorkflowId), period, output, cancellationToken);
        });
        return command;
    }
}
