using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Cli.Deliveries;

/// <summary><c>webhooks deliveries list</c></summary>
internal static class ListDeliveries
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var limit = new Option<int>("--limit") { Description = $"How many, 1 to {DeliveryFilter.MaximumLimit}.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var before = new Option<long?>("--before") { Description = "Only those accepted before this sequence: the smallest of the page before.", HelpName = "SEQUENCE" };
        var source = new Option<string?>("--source") { Description = "Of this source.", HelpName = "NAME" };
        var eventName = new Option<string?>("--event") { Description = "Of this event.", HelpName = "NAME" };
        var entity = new Option<string?>("--entity") { Description = "About this entity.", HelpName = "ID" };
        var state = new Option<DeliveryState?>("--state") { Description = "In this state." };
        var outcome = new Option<OutcomeKind?>("--outcome") { Description = "With this outcome." };
        var conflicts = new Option<bool>("--conflicts") { Description = "Only those that came again under the same id with another body." };
        var command = new Command("list", "Lists deliveries, newest first.") { limit, before, source, eventName, entity, state, outcome, conflicts };
        folder.AddTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(
            folder.Read(parsed),
            new DeliveryFilter
            {
                Limit = parsed.GetValue(limit),
                Before = parsed.GetValue(before),
                Source = parsed.GetValue(source),
                EventName = parsed.GetValue(eventName),
                Entity = parsed.GetValue(entity),
                State = parsed.GetValue(state),
                Outcome = parsed.GetValue(outcome),
                HasConflict = parsed.GetValue(conflicts) ? true : null,
            },
            output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, DeliveryFilter filter, TextWriter output, CancellationToken cancellationToken)
    {
        await using var ledger = await folder.LedgerAsync(cancellationToken);
        var table = new Table("SEQUENCE", "DELIVERY", "RECEIVED", "SOURCE", "EVENT", "STATE", "OUTCOME", "DUPLICATES", "ENTITY");
        foreach (var record in await ledger.ListAsync(filter, cancellationToken))
        {
            table.Add(
                $"{record.Sequence}",
                record.DeliveryId,
                $"{record.ReceivedAt:u}",
                record.Source,
                record.EventName,
                Names.Of(record.State),
                record.Outcome is { } settled ? Names.Of(settled.Kind) : null,
                $"{record.DuplicateCount}{(record.HasConflict ? " (conflict)" : "")}",
                record.Entity);
        }

        await table.WriteAsync(output);
        return ExitCodes.Success;
    }
}
