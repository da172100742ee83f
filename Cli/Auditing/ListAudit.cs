using System.CommandLine;
using System.Globalization;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Management;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Auditing;

/// <summary><c>webhooks audit list</c></summary>
internal static class ListAudit
{
    public static Command Create()
    {
        var api = new ManagementApi.Options();
        var limit = new Option<int>("--limit") { Description = "How many, 1 to 500.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var before = new Option<long?>("--before") { Description = "Only those before this sequence: the smallest of the page before.", HelpName = "SEQUENCE" };
        var command = new Command("list", "Lists who had the gateway do what, newest first.") { limit, before };
        api.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            using var gateway = api.Open(parsed);
            var page = parsed.GetValue(before) is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"&before={sequence}") : "";
            return await RunAsync(gateway, $"/api/audit?limit={parsed.GetValue(limit)}{page}", output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ManagementApi gateway, string path, TextWriter output, CancellationToken cancellationToken)
    {
        var answer = await gateway.CallAsync(HttpMethod.Get, path, null, cancellationToken);
        if (!answer.IsSuccess)
        {
            await output.WriteLineAsync(answer.Problem);
            return ExitCodes.Findings;
        }

        var table = new Table("SEQUENCE", "AT", "WHO", "WHAT", "RESULT", "DRY RUN", "DELIVERIES", "ABOUT", "WHY", "DETAIL");
        foreach (var row in answer.Json.EnumerateArray())
        {
            table.Add(
                $"{row.Number("sequence")}", row.Text("at"), row.Text("actor"), row.Text("action"), row.Text("result"), row.Flag("dryRun") ? "yes" : "no",
                row.Number("deliveries")?.ToString(CultureInfo.InvariantCulture), row.Text("subject"), row.Text("reason"),
                row.TryGetProperty("detail", out var detail) && detail.ValueKind == System.Text.Json.JsonValueKind.Object ? detail.GetRawText() : null);
        }

        await table.WriteAsync(output);
        return ExitCodes.Success;
    }
}
