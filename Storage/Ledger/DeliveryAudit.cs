using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>
/// The proof of the promise, from the records themselves and not from counters: each accepted delivery has exactly one outcome or is on its
/// way to it. Reads only; gateway and worker may go on. Good for one run.
/// </summary>
public abstract class DeliveryAudit
{
    private protected const int MaximumListed = 1000;

    private readonly List<AuditFinding> _violations = [];
    private readonly List<AuditFinding> _pending = [];

    private protected DeliveryAudit()
    {
    }

    /// <summary>Deliveries found.</summary>
    public long Accepted { get; private protected set; }

    /// <summary>Those of them with exactly one outcome.</summary>
    public long Settled { get; private set; }

    public long ViolationCount { get; private set; }

    public long PendingCount { get; private set; }

    /// <summary>The first ones.</summary>
    public IReadOnlyList<AuditFinding> Violations => _violations;

    /// <summary>The first ones, with what they wait for.</summary>
    public IReadOnlyList<AuditFinding> Pending => _pending;

    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    private protected void Check(DeliveryRecord record, JournalPosition? position)
    {
        if (record.Outcome is not null)
        {
            Settled++;
        }
        else if (record.WorkflowType is null)
        {
            Violation(new(record.DeliveryId, position, "It has no outcome, and no workflow that would give it one."));
        }
        else
        {
            Wait(new(record.DeliveryId, position, Reason(record)));
        }
    }

    private protected void Violation(AuditFinding finding)
    {
        ViolationCount++;
        Add(_violations, finding);
    }

    private protected void Wait(AuditFinding finding)
    {
        PendingCount++;
        Add(_pending, finding);
    }

    private static string Reason(DeliveryRecord record) => record.State switch
    {
        DeliveryState.Accepted => $"Accepted at {record.ReceivedAt:u}, not signalled yet: Temporal is away, or an earlier delivery of {record.Entity} is in front.",
        DeliveryState.Signalled => $"Signalled at {record.SignalledAt:u} to {record.WorkflowId}, which has not settled it yet.",
        DeliveryState.Settled => "",
    };

    private static void Add(List<AuditFinding> list, AuditFinding finding)
    {
        if (list.Count < MaximumListed)
        {
            list.Add(finding);
        }
    }
}
