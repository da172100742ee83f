using System.CommandLine;

namespace Webhooks.Cli.Reports;

/// <summary><c>webhooks reports</c></summary>
internal static class ReportCommands
{
    public static Command Create() => new("reports", "The daily documentation and the weekly investor report.")
    {
        RunReport.Create(),
        BackfillReports.Create(),
        ShowReport.Create(),
        RestoreReports.Create(),
    };
}
