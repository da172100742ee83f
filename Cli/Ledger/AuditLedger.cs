using System.CommandLine;
using System.Globalization;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Ledger;

namespace Webhooks.Cli.Ledger;

/// <summary><c>webhooks ledger audit</c></summary>
internal static class AuditLedger
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var wait = new Option<int?>("--wait")
        {
            Description = "Wait up to this long for outcomes; whatever has none then is a finding. Without it, deliveries on their way are listed and are none.",
            HelpName = "SECONDS",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                {
                    return seconds;
                }

                result.AddError("--wait must be a number of seconds.");
                return null;
            },
        };
        var command = new Command(
            "audit",
            "Proves that every accepted delivery has exactly one outcome, or says what it waits for. Exits 1 with the list otherwise. Reads only; the gateway may run.")
        {
            wait,
        };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Read(parsed), parsed.GetValue(wait), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, int? seconds, TextWriter output, CancellationToken cancellationToken)
    {
        var (ledger, newAudit) = await folder.AuditAsync(cancellationToken);
        await using var closing = ledger;
        var began = TimeProvider.System.GetTimestamp();
        DeliveryAudit audit;
        while (true)
        {
            audit = newAudit();
            await audit.RunAsync(cancellationToken);
            var isOver = TimeProvider.System.GetElapsedTime(began).TotalSeconds >= (seconds ?? 0);
            if (audit.PendingCount == 0 || audit.ViolationCount > 0 || isOver)
            {
                break;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        await WriteAsync(audit, await ledger.AuditAsync(cancellationToken), folder.Place, output);
        var isProven = audit.ViolationCount == 0 && (seconds is null || audit.PendingCount == 0);
        await output.WriteLineAsync(isProven ? "PASSED" : "FAILED");
        return isProven ? ExitCodes.Success : ExitCodes.Findings;
    }

    private static async Task WriteAsync(DeliveryAudit audit, LedgerAudit counts, string place, TextWriter output)
    {
        await output.WriteLineAsync($"{audit.Accepted} accepted deliveries in the {place}");
        await output.WriteLineAsync($"{audit.Settled} with exactly one outcome");
        await output.WriteLineAsync($"{audit.PendingCount} on their way");
        await output.WriteLineAsync($"{audit.ViolationCount} that the promise does not hold for");
        foreach (var (kind, count) in counts.Outcomes.Where(outcome => outcome.Value > 0))
        {
            await output.WriteLineAsync($"  {Names.Of(kind)}: {count}");
        }

        if (counts.Conflicts > 0)
        {
            await output.WriteLineAsync($"{counts.Conflicts} came again under the same id with another body: webhooks deliveries list --conflicts");
        }

        await ListAsync("VIOLATION", audit.Violations, audit.ViolationCount, output);
        await ListAsync("PENDING", audit.Pending, audit.PendingCount, output);
    }

    private static async Task ListAsync(string heading, IReadOnlyList<AuditFinding> findings, long count, TextWriter output)
    {
        if (findings.Count == 0)
        {
            return;
        }

        var table = new Table(heading, "POSITION", "REASON");
        foreach (var finding in findings)
        {
            table.Add(finding.DeliveryId, finding.Position?.ToString(), finding.Reason);
        }

        await output.WriteLineAsync();
        await table.WriteAsync(output);
        if (count > findings.Count)
        {
            await output.WriteLineAsync($"… and {count - findings.Count} more");
        }
    }
}
