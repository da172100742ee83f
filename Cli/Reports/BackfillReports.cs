using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Cli.CommandLine;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary><c>webhooks reports backfill</c></summary>
internal static class BackfillReports
{
    private const int Most = 400;

    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var from = new Option<string>("--from") { Description = "First day or week: 2026-11-01 or 2026-W44.", HelpName = "PERIOD", Required = true };
        var to = new Option<string>("--to") { Description = "Last one, of the same kind; included.", HelpName = "PERIOD", Required = true };
        var command = new Command("backfill", "Has the reports of a range written, one after another, and waits for each. Days of the weekend are left out where they have no report.")
        {
            from, to,
        };
        folder.AddConfigTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            var configuration = folder.Configuration(parsed);
            var periods = NamedPeriod.Read(parsed.GetRequiredValue(from)).To(NamedPeriod.Read(parsed.GetRequiredValue(to)))
                .Where(HasReport(configuration))
                .Take(Most + 1)
                .ToList();
            return periods.Count <= Most
                ? await RunAsync(configuration, periods, output, cancellationToken)
                : throw new CannotRunException($"These are more than {Most} reports; ask for them part by part.");
        });
        return command;
    }

    private static Func<NamedPeriod, bool> HasReport(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var hasWeekends = ReportSettings.Read(configuration, mistakes).Daily.HasWeekends;
        return mistakes.Count > 0
            ? throw new CannotRunException(string.Join(Environment.NewLine, mistakes))
            : period => hasWeekends || period.Kind == ReportKind.Weekly || period.First.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static async Task<int> RunAsync(IConfiguration configuration, List<NamedPeriod> periods, TextWriter output, CancellationToken cancellationToken)
    {
        var client = await ConnectedTemporal.OpenAsync(configuration);
        var failed = 0;
        foreach (var period in periods)
        {
            // One that somebody else has written meanwhile is as good.
            var run = await ReportRuns.StartAsync(client, period, announces: false, cancellationToken) ?? client.GetWorkflowHandle(period.WorkflowId);
            failed += await ReportRuns.WaitAsync(run, period, output, cancellationToken) == ExitCodes.Success ? 0 : 1;
        }

        await output.WriteLineAsync($"{periods.Count - failed} reports are written, {failed} are not.");
        return failed == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }
}
