using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.Secrets;

/// <summary><c>webhooks secrets status</c></summary>
internal static class ShowSecrets
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var command = new Command("status", "Lists the gateway's secrets, when each let a request in last, and whether it may be taken out. Never a value.");
        folder.AddTo(command);
        command.Run((parsed, output, _) => RunAsync(folder.Read(parsed), output));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, TextWriter output)
    {
        var now = TimeProvider.System.GetUtcNow();
        var report = SecretReports.Read(folder);
        var table = new Table("SOURCE", "SECRET", "LAST USED", "USES", "SINCE", "NOT BEFORE", "NOT AFTER", "RETIRE", "FROM");
        foreach (var secret in report.Secrets)
        {
            var retirement = SecretRetirement.Of(secret, report, report.QuietPeriod, now);
            table.Add(
                secret.Source,
                secret.Name,
                secret.LastUsedAt is { } used ? $"{used:u}" : null,
                $"{secret.Uses}",
                $"{secret.Since:u}",
                secret.NotBefore is { } first ? $"{first:u}" : null,
                secret.NotAfter is { } last ? $"{last:u}" : null,
                retirement.MayGo() ? $"yes ({Names.Of(retirement)})" : $"no ({Names.Of(retirement)})",
                secret.From);
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync($"As of {report.WrittenAt:u}{(report.IsStale(now) ? ": the gateway has not written since; does it run?" : "")}");
        return ExitCodes.Success;
    }
}
