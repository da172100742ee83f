using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>
/// The proof of the promise, from the records themselves and not from counters: each delivery in the journal is in the ledger, and has exactly one
/// outcome or is on its way to it. Reads only; gateway and worker may go on.
/// </summary>
public sealed class DeliveryAudit(JournalArchive journal, LedgerView ledger)
{
    private const int MaximumListed = 1000;

    private readonly List<AuditFinding> _violations = [];
    private readonly List<AuditFinding> _pending = [];

    /// <summary>Deliveries found in the journal.</summary>
    public long Accepted { get; private set; }

    /// <summary>Those of them with exactly one outcome.</summary>
    public long Settled { get; private set; }

    public long ViolationCount { get; private set; }

    public long PendingCount { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<AuditFinding> Violations => _violations;

    /// <summary>The first ones, with what they wait for.</summary>
    public IReadOnlyList<AuditFinding> Pending => _pending;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var entry in journal.ReadAsync(cancellationToken))
        {
            if (entry is DamagedRecord damaged)
            {
                Violation(new(null, damaged.Position, $"The journal is damaged: {damaged.Reason}"));
            }
            else if (entry is DeliveryEntry delivery)
            {
                Accepted++;
                await CheckAsync(delivery, cancellationToken);
            }
        }

        foreach (var contradiction in await ledger.ContradictionsAsync(MaximumListed, cancellationToken))
        {
            Violation(contradiction);
        }

        foreach (var segment in (await ledger.SegmentNumbersAsync(cancellationToken)).Where(segment => !journal.Exists(segment) && !journal.IsDropped(segment)))
        {
            Violation(new(null, new(segment, 0), $"The ledger knows deliveries of journal segment {segment}, which is missing and was not dropped."));
        }
    }

    private async Task CheckAsync(DeliveryEntry delivery, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(delivery.Facts.DeliveryId, cancellationToken) is { } record)
        {
            Check(record, delivery);
        }
        else if (delivery.Position >= await ledger.PositionAsync(cancellationToken))
        {
            Wait(new(delivery.Facts.DeliveryId, delivery.Position, "Stored, and not in the ledger yet: the gateway is a moment behind, or does not run."));
        }
        else if (await ledger.FindAsync(delivery.Facts.DeliveryId, cancellationToken) is { } indexedMeanwhile)
        {
            Check(indexedMeanwhile, delivery);
        }
        else if (!journal.IsDropped(delivery.Position.Segment))
        {
            Violation(new(delivery.Facts.DeliveryId, delivery.Position, "It is in the journal, the ledger went past it, and does not know it."));
        }
    }

    private void Check(DeliveryRecord record, DeliveryEntry delivery)
    {
        if (record.Outcome is not null)
        {
            Settled++;
        }
        else if (record.WorkflowType is null)
        {
            Violation(new(record.DeliveryId, delivery.Position, "It has no outcome, and no workflow that would give it one."));
        }
        else
        {
            Wait(new(record.DeliveryId, delivery.Position, Reason(record)));
        }
    }

    private static string Reason(DeliveryRecord record) => record.State switch
    {
        DeliveryState.Accepted => $"Accepted at {record.ReceivedAt:u}, not signalled yet: Temporal is away, or an earlier delivery of {record.Entity} is in front.",
        DeliveryState.Signalled => $"Signalled at {record.SignalledAt:u} to {record.WorkflowId}, which has not settled it yet.",
        DeliveryState.Settled => "",
    };

    private void Violation(AuditFinding finding)
    {
        ViolationCount++;
        Add(_violations, finding);
    }

    private void Wait(AuditFinding finding)
    {
        PendingCount++;
        Add(_pending, finding);
    }

    private static void Add(List<AuditFinding> list, AuditFinding finding)
    {
        if (list.Count < MaximumListed)
        {
            list.Add(finding);
        }
    }
}
