using Webhooks.Storage.Ledger;
using Webhooks.Storage.Retention;

namespace Webhooks.Cli.Diagnosing;

/// <summary>What the ledger says of deliveries that do not end.</summary>
internal static class JournalCheck
{
    private const string Name = "journal";

    public static async Task<Finding> RunAsync(string ledgerFile, RetentionOptions retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!File.Exists(ledgerFile))
        {
            return Finding.Warn(Name, "There is no ledger.", "The gateway makes it at its start; is this its data folder?");
        }

        try
        {
            await using var ledger = await LedgerView.OpenAsync(ledgerFile, cancellationToken);
            var segments = await ledger.SegmentsAsync(cancellationToken);
            var held = segments.Count(segment => !segment.IsDropped && segment.HasUnsettled && segment.NewestAt < now - retention.Bodies);
            return held > 0
                ? Finding.Warn(Name, $"{held} segments are older than the retention and stay, because a delivery in them has no outcome.",
                    "webhooks ledger audit names the deliveries; replay them, or find out why their workflow does not end.")
                : Finding.Ok(Name, $"{segments.Count(segment => !segment.IsDropped) + 1} segments, none held");
        }
        catch (LedgerUnavailableException e)
        {
            return Finding.Fail(Name, e.Message, "Use the command of the same version as the gateway; if it is damaged, see 'What is where' in docs/operations.md.");
        }
    }
}
