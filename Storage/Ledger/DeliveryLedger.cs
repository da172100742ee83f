using Microsoft.Extensions.Logging;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>The index over the journal: what became of each delivery. Several processes may open the same file.</summary>
public sealed class DeliveryLedger : IAsyncDisposable
{
    private DeliveryLedger()
    {
    }

    /// <summary>Rejected requests that were not recorded because too many were waiting, since the start.</summary>
    public long RejectionsDropped => throw new NotImplementedException();

    public static Task<DeliveryLedger> OpenAsync(LedgerOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// Takes over entries of the journal, in journal order and without gaps: rows and the new position are one transaction.
    /// Entries before the stored position change nothing. <see cref="JournalIndexer"/> is the usual caller.
    /// </summary>
    public Task IndexAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>How far the journal is indexed.</summary>
    public Task<JournalPosition> PositionAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Counts a redelivery; also right before the first delivery is indexed.</summary>
    /// <param name="deliveryId">Id of the first delivery.</param>
    /// <param name="at">When it came again.</param>
    /// <param name="bodySha256">Hash of the body that came now; another one than the first marks a conflict. Null when not known.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    public Task RecordDuplicateAsync(string deliveryId, DateTimeOffset at, string? bodySha256, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Marks deliveries as signalled; the first mark stays. Also right before they are indexed.</summary>
    public Task MarkSignalledAsync(IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Accepted for a workflow, neither signalled nor settled, in order of acceptance.</summary>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="after">The last <see cref="DeliveryRecord.Sequence"/> already seen, or 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<DeliveryRecord>> PendingAsync(int limit, long after, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes the one outcome, durably. The first one stays.</summary>
    /// <returns>False when there was one already.</returns>
    public Task<bool> SettleAsync(string deliveryId, Outcome outcome, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<LedgerAudit> AuditAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Keeps evidence of a request that was turned away. Never waits: under a flood some are dropped and counted.</summary>
    public void RecordRejection(RejectedRequest request) => throw new NotImplementedException();

    /// <summary>The newest rejected requests, newest first.</summary>
    public Task<IReadOnlyList<RejectedRequest>> RejectionsAsync(int limit, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes what is queued, then closes.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
