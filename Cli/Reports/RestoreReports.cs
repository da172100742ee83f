using System.CommandLine;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Contracts.Reports;

namespace Webhooks.Cli.Reports;

/// <summary><c>webhooks reports restore</c></summary>
internal static class RestoreReports
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var week = new Argument<string>("WEEK") { Description = "Such as 2026-W47." };
        var to = new Option<string>("--to") { Description = "Where to: a folder that is empty, or not there yet.", HelpName = "FOLDER", Required = true };
        var command = new Command("restore", "Checks every file of a week's archive and puts all of them into a folder, or none. Exits 1 when the archive is damaged or there is none.")
        {
            week, to,
        };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) =>
        {
            var period = NamedPeriod.Read(ReportKind.Weekly, parsed.GetRequiredValue(week));
            var reports = new ReportFolder(Path.Combine(folder.PathOf(parsed, folder.Configuration(parsed)), ReportFolder.Name));
            return RunAsync(reports, period, Path.GetFullPath(parsed.GetRequiredValue(to)), output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ReportFolder reports, NamedPeriod period, string target, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var count = await new ReportArchive(reports).RestoreAsync(period.Name, target, cancellationToken);
            await output.WriteLineAsync($"{period.Name}: {count} files are in {target}. No damage.");
            return ExitCodes.Success;
        }
        catch (Exception finding) when (finding is FileNotFoundException or InvalidDataException)
        {
            await output.WriteLineAsync(Table.Plain($"{period.Name}: not restored. {finding.Message}"));
            return ExitCodes.Findings;
        }
    }
}
