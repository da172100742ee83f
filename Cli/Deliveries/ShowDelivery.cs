using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Cli.Deliveries;

/// <summary><c>webhooks deliveries show</c></summary>
internal static class ShowDelivery
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var id = new Argument<string>("id") { Description = "The delivery id of the 202 answer: 32 hex digits." };
        id.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: 32 } text || !text.All(char.IsAsciiHexDigit))
            {
                result.AddError("A delivery id is 32 hex digits.");
            }
        });
        var body = new Option<string?>("--body") { Description = "Write the raw body, checked, to this new file.", HelpName = "FILE" };
        var command = new Command("show", "Shows one delivery. Exits 1 when there is none with this id.") { id, body };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Read(parsed), parsed.GetRequiredValue(id), parsed.GetValue(body), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, string id, string? file, TextWriter output, CancellationToken cancellationToken)
    {
        await using var ledger = await folder.LedgerAsync(cancellationToken);
        if (await ledger.FindAsync(id, cancellationToken) is not { } record)
        {
            await output.WriteLineAsync("There is no delivery with this id.");
            return ExitCodes.Findings;
        }

        await WriteAsync(record, output);
        return file is null ? ExitCodes.Success : await SaveAsync(folder.PayloadsOf(ledger), record, file, output, cancellationToken);
    }

    private static Task WriteAsync(DeliveryRecord record, TextWriter output)
    {
        var table = new Table("DELIVERY", record.DeliveryId);
        table.Add("key", record.Key);
        table.Add("source", $"{record.Source} ({Names.Of(record.Provider)})");
        table.Add("event", record.EventName);
        table.Add("entity", record.Entity);
        table.Add("workflow", record.WorkflowType);
        table.Add("run", record.RunId);
        table.Add("state", Names.Of(record.State));
        table.Add("received", $"{record.ReceivedAt:O} from {record.RemoteAddress ?? "an unknown address"}");
        table.Add("signalled", $"{record.SignalledAt:O}");
        table.Add("settled", $"{record.SettledAt:O}");
        table.Add("outcome", record.Outcome is { } outcome ? Names.Of(outcome.Kind) : null);
        table.Add("reason", record.Outcome?.Reason);
        foreach (var artefact in record.Outcome?.Artefacts ?? [])
        {
            table.Add("artefact", artefact);
        }

        table.Add("duplicates", $"{record.DuplicateCount}{(record.LastDuplicateAt is { } last ? $", last at {last:O}" : "")}");
        table.Add("conflict", record.HasConflict ? "it came again under the same id with another body" : "none");
        table.Add("body", $"{record.Payload.Length} bytes, SHA-256 {record.Payload.Sha256}");
        table.Add("stored", record.Payload.Segment == 0 ? "in the database" : $"journal segment {record.Payload.Segment}, offset {record.Payload.Offset}");
        return table.WriteAsync(output);
    }

    private static async Task<int> SaveAsync(IPayloads payloads, DeliveryRecord record, string file, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var body = await payloads.ReadAsync(record.Payload, cancellationToken);
            await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            await target.WriteAsync(body, cancellationToken);
            return ExitCodes.Success;
        }
        catch (Exception e) when (e is PayloadDamagedException or PayloadMissingException or JournalKeyException)
        {
            await output.WriteLineAsync(e.Message);
            return ExitCodes.Findings;
        }
    }
}
