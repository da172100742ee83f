using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Journal;

namespace Webhooks.Cli.Journal;

/// <summary><c>webhooks journal verify</c></summary>
internal static class VerifyJournal
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var command = new Command(
            "verify", "Reads every record with its body and checks it. Exits 1 with the list of damages. Reads only; the gateway may run.");
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Read(parsed), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, TextWriter output, CancellationToken cancellationToken)
    {
        var verification = new JournalVerification(folder.JournalFolder, folder.Keys);
        var damages = new Table("SEGMENT", "OFFSET", "DELIVERY", "DAMAGE");
        await foreach (var damage in verification.RunAsync(await IndexedAsync(folder, cancellationToken), cancellationToken))
        {
            damages.Add($"{damage.Position.Segment}", $"{damage.Position.Offset}", damage.DeliveryId, damage.Reason);
        }

        if (verification.Unfinished is { } unfinished)
        {
            await output.WriteLineAsync(
                $"Segment {unfinished.Position.Segment} ends in {unfinished.Length} bytes of an unfinished write that nobody was answered for; the next start removes them.");
        }

        await output.WriteLineAsync($"{verification.Deliveries} deliveries, {verification.BodyBytes} bytes of bodies.");
        if (damages.IsEmpty)
        {
            await output.WriteLineAsync("No damage.");
            return ExitCodes.Success;
        }

        await damages.WriteAsync(output);
        return ExitCodes.Findings;
    }

    private static async Task<JournalPosition> IndexedAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        if (!folder.HasLedger)
        {
            return JournalPosition.Start;
        }

        await using var ledger = await folder.LedgerFileAsync(cancellationToken);
        return await ledger.PositionAsync(cancellationToken);
    }
}
