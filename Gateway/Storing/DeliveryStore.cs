using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// Step 4: the journal says what was accepted, the ledger follows it. Opens both before the first request is taken, with the ledger caught
/// up, so that a delivery from before a crash is a duplicate and not a new one.
/// </summary>
internal sealed partial class DeliveryStore(
    IOptions<WebhooksOptions> options, StorageSettings settings, TimeProvider time, ILogger<DeliveryStore> logger) : IHostedService, IDisposable
{
    private const int RecentKept = 10_000;

    /// <summary>More than this waiting for the ledger means that it stands still; memory must not pay for that.</summary>
    private const int MostUnindexed = 200_000;

    private readonly CancellationTokenSource stopping = new();
    private readonly RecentDeliveries recent = new(RecentKept);
    private DeliveryJournal? journal;
    private DeliveryLedger? ledger;
    private JournalIndexer? indexer;
    private Task indexing = Task.CompletedTask;

    /// <summary>Raised after each batch that is in the ledger; must not block.</summary>
    public event EventHandler? Indexed;

    public DeliveryJournal Journal => journal ?? throw new InvalidOperationException("The journal is not open.");

    public DeliveryLedger Ledger => ledger ?? throw new InvalidOperationException("The ledger is not open.");

    /// <summary>False when indexing has ended, which it never should while the gateway runs: deliveries would be accepted and go nowhere.</summary>
    public bool IsIndexing => !indexing.IsCompleted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.DataDirectory);
        journal = await DeliveryJournal.OpenAsync(settings.Journal(folder), time, logger, cancellationToken);
        ledger = await DeliveryLedger.OpenAsync(settings.Ledger(folder), time, logger, cancellationToken);
        indexer = new JournalIndexer(journal, ledger, time, logger);
        indexing = indexer.RunAsync(
            entries =>
            {
                recent.MarkIndexed(entries);
                Indexed?.Invoke(this, EventArgs.Empty);
            },
            stopping.Token);
        await indexer.WaitForAsync(journal.End, cancellationToken);
        Log.Open(logger, folder, journal.End.ToString());
    }

    /// <summary>Stores a delivery, or finds that it is stored already. When it returns, the delivery is durable.</summary>
    /// <param name="facts">What was verified and identified.</param>
    /// <param name="body">Must stay untouched until the task has ended.</param>
    /// <exception cref="JournalUnavailableException">Not stored: nothing was accepted.</exception>
    /// <exception cref="LedgerUnavailableException">It cannot be told whether it is a duplicate: nothing was accepted.</exception>
    public async Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        if (recent.Unindexed > MostUnindexed)
        {
            throw new LedgerUnavailableException("The ledger is too far behind the journal.");
        }

        if (!recent.TryClaim(facts, out var delivery))
        {
            // Somebody else's write is not this request's acceptance before it is on the disk.
            await delivery.Durable;
            return await DuplicateAsync(delivery, facts, body);
        }

        try
        {
            // The client going away ends none of this: it may count the delivery as sent.
            if (await Ledger.FindAsync(facts.DeliveryId, CancellationToken.None) is { } known)
            {
                delivery.MarkDurable();
                recent.Forget(delivery);
                await CountDuplicateAsync(facts, body);
                return Known(known);
            }

            await Journal.AppendAsync(facts, body, CancellationToken.None);
            delivery.MarkDurable();
            return new Acceptance
            {
                DeliveryId = facts.DeliveryId,
                IsDuplicate = false,
                Entity = facts.Entity,
                WorkflowId = facts.WorkflowType is null ? null : facts.Entity,
                State = facts.SettledAs is null ? DeliveryState.Accepted : DeliveryState.Settled,
            };
        }
        catch (Exception e)
        {
            // The next attempt must be a first one again; whoever waits for this one fails like it.
            recent.Forget(delivery);
            delivery.MarkFailed(e);
            throw;
        }
    }

    /// <summary>A delivery that was answered can be looked up at once: one the ledger has not reached yet is waited for.</summary>
    public async Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken)
    {
        if (recent.TryFind(deliveryId, out var delivery) && !delivery.IsIndexed && delivery.Durable.IsCompletedSuccessfully && indexer is not null)
        {
            await indexer.WaitForAsync(Journal.End, cancellationToken);
        }

        return await Ledger.FindAsync(deliveryId, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        try
        {
            await indexing;
        }
        catch (OperationCanceledException)
        {
            // The end that was asked for; what is not indexed yet is indexed at the next start.
        }

        if (journal is not null)
        {
            await journal.DisposeAsync();
        }

        if (ledger is not null)
        {
            await ledger.DisposeAsync();
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task<Acceptance> DuplicateAsync(RecentDelivery delivery, AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        await CountDuplicateAsync(facts, body);
        return await Ledger.FindAsync(facts.DeliveryId, CancellationToken.None) is { } known
            ? Known(known)
            : new Acceptance
            {
                DeliveryId = delivery.DeliveryId,
                IsDuplicate = true,
                Entity = delivery.Entity,
                WorkflowId = delivery.HasWorkflow ? delivery.Entity : null,
                State = delivery.IsSettled ? DeliveryState.Settled : DeliveryState.Accepted,
            };
    }

    private async Task CountDuplicateAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        try
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(body.Span));
            await Ledger.RecordDuplicateAsync(facts.DeliveryId, facts.ReceivedAt, sha256, CancellationToken.None);
        }
        catch (LedgerUnavailableException e)
        {
            // The delivery itself is safe; only the count of its repetitions is one short.
            Log.DuplicateNotCounted(logger, facts.DeliveryId, e.Message);
        }
    }

    private static Acceptance Known(DeliveryRecord known) => new()
    {
        DeliveryId = known.DeliveryId,
        IsDuplicate = true,
        Entity = known.Entity,
        WorkflowId = known.WorkflowId,
        State = known.State,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Storage is open in {Folder}, ledger and journal both at {Position}.")]
        public static partial void Open(ILogger logger, string folder, string position);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {DeliveryId} came again and could not be counted: {Reason}")]
        public static partial void DuplicateNotCounted(ILogger logger, string deliveryId, string reason);
    }
}
