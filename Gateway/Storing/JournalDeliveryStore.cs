using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Backlog;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Operations;
using Webhooks.Storage.Retention;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// Step 4 for one gateway: the journal says what was accepted, the ledger follows it. Opens both before the first request is taken, with the ledger caught
/// up, so that a delivery from before a crash is a duplicate and not a new one.
/// </summary>
internal sealed partial class JournalDeliveryStore(
    IOptions<WebhooksOptions> options, StorageSettings settings, TimeProvider time, ILogger<JournalDeliveryStore> logger) : DeliveryStore, IDisposable
{
    private const int RecentKept = 10_000;

    /// <summary>More than this waiting for the ledger means that it stands still; memory must not pay for that.</summary>
    private const int MostUnindexed = 200_000;

    /// <summary>A ledger that cannot be written does not keep the gateway from ending.</summary>
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private readonly RecentDeliveries recent = new(RecentKept);
    private readonly KnownDeliveries known = new(time);
    private readonly Lock gate = new();
    private DeliveryJournal? journal;
    private DeliveryLedger? ledger;
    private LedgerBacklog? backlog;
    private OperationLog? operations;
    private StorageRetention? retention;
    private JournalIndexer? indexer;
    private Task indexing = Task.CompletedTask;
    private Task learning = Task.CompletedTask;
    private Task? ending;

    public DeliveryJournal Journal => journal ?? throw new InvalidOperationException("The journal is not open.");

    public override IDeliveryLedger Ledger => Index;

    public override IPayloads Payloads { get; } = settings.Payloads(Path.GetFullPath(options.Value.DataDirectory));

    public override IBacklog Backlog => backlog ?? throw new InvalidOperationException("The ledger is not open.");

    public override IOperationLog Operations => operations ?? throw new InvalidOperationException("The log of operations is not open.");

    private DeliveryLedger Index => ledger ?? throw new InvalidOperationException("The ledger is not open.");

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.DataDirectory);
        journal = await DeliveryJournal.OpenAsync(settings.Journal(folder), time, logger, cancellationToken);
        ledger = await DeliveryLedger.OpenAsync(settings.Ledger(folder), time, logger, cancellationToken);
        operations = OperationLog.Open(StorageSettings.OperationsFile(folder));
        var unindexed = new UnindexedEntries(time);
        backlog = new LedgerBacklog(ledger, unindexed);
        retention = new StorageRetention(journal, ledger, settings.Retention, time);
        indexer = new JournalIndexer(journal, ledger, unindexed, time, logger);
        indexing = indexer.RunAsync(recent.MarkIndexed, stopping.Token);
        await indexer.WaitForAsync(journal.End, cancellationToken);
        learning = known.RunAsync(ledger, CatchUpAsync, stopping.Token);
        Log.Open(logger, folder, journal.End.ToString());
    }

    public override async Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body)
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
            if (known.MayKnow(facts.DeliveryId) && await Ledger.FindAsync(facts.DeliveryId, CancellationToken.None) is { } first)
            {
                delivery.MarkDurable();
                recent.Forget(delivery);
                await CountDuplicateAsync(facts, body);
                return Known(first);
            }

            await Journal.AppendAsync(facts, body, CancellationToken.None);
            known.Add(facts.DeliveryId);
            delivery.MarkDurable();
            return New(facts);
        }
        catch (Exception e)
        {
            // The next attempt must be a first one again; whoever waits for this one fails like it.
            recent.Forget(delivery);
            delivery.MarkFailed(e);
            throw;
        }
    }

    /// <summary>One that the ledger has not reached yet is waited for.</summary>
    public override async Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken)
    {
        if (recent.TryFind(deliveryId, out var delivery) && !delivery.IsIndexed && delivery.Durable.IsCompletedSuccessfully && indexer is not null)
        {
            await indexer.WaitForAsync(Journal.End, cancellationToken);
        }

        return await Ledger.FindAsync(deliveryId, cancellationToken);
    }

    public override Task CatchUpAsync(CancellationToken cancellationToken) =>
        indexer?.WaitForAsync(Journal.End, cancellationToken) ?? throw new InvalidOperationException("The journal is not open.");

    public override Task<RetentionResult> RetainAsync(CancellationToken cancellationToken) =>
        retention is not null ? retention.RunAsync(cancellationToken) : throw new InvalidOperationException("The journal is not open.");

    public override async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var isLedgerThere = false;
        try
        {
            await Index.PositionAsync(cancellationToken);

            // Indexing never ends while the gateway runs; if it did, deliveries would be accepted and go nowhere.
            isLedgerThere = !indexing.IsCompleted;
        }
        catch (LedgerUnavailableException)
        {
            // That is the answer.
        }

        return [.. Journal.IsAvailable ? [] : (string[])["journal"], .. isLedgerThere ? [] : (string[])["ledger"]];
    }

    /// <summary>A host that is told to stop from two sides stops its services twice; both wait for the one end.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ending ??= EndAsync();
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task EndAsync()
    {
        await WriteOutAsync();
        await stopping.CancelAsync();
        try
        {
            await Task.WhenAll(indexing, learning);
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

        operations?.Dispose();
    }

    /// <summary>What is signalled and not in the ledger yet would be signalled again at the next start.</summary>
    private async Task WriteOutAsync()
    {
        using var enough = new CancellationTokenSource(Parting, time);
        if (indexer is not null && journal is not null)
        {
            await indexer.WaitForAsync(journal.End, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Acceptance> DuplicateAsync(RecentDelivery delivery, AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        await CountDuplicateAsync(facts, body);
        return await Ledger.FindAsync(facts.DeliveryId, CancellationToken.None) is { } first
            ? Known(first)
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Storage is open in {Folder}, ledger and journal both at {Position}.")]
        public static partial void Open(ILogger logger, string folder, string position);

        [LoggerMessage(2, LogLevel.Warning, "Delivery {DeliveryId} came again and could not be counted: {Reason}")]
        public static partial void DuplicateNotCounted(ILogger logger, string deliveryId, string reason);
    }
}
