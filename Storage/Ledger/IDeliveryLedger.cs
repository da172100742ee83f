using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Ledger;

/// <summary>What became of each delivery: SQLite beside the journal (<see cref="DeliveryLedger"/>), or PostgreSQL for several gateways.</summary>
public interface IDeliveryLedger : IDeliveryRecords
{
    /// <summary>Rejected requests that were not recorded because too many were waiting, or the database failed, since the start.</summary>
    long RejectionsDropped { get; }

    /// <summary>Counts a redelivery.</summary>
    /// <param name="deliveryId">Id of the first delivery.</param>
    /// <param name="at">When it came again.</param>
    /// <param name="bodySha256">Hash of the body that came now; another one than the first marks a conflict. Null when not known.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <exception cref="LedgerUnavailableException">Not written.</exception>
    Task RecordDuplicateAsync(string deliveryId, DateTimeOffset at, string? bodySha256, CancellationToken cancellationToken);

    /// <summary>Writes the one outcome, durably. The first one stays.</summary>
    /// <returns>False when there was one already.</returns>
    /// <exception cref="LedgerUnavailableException">Not written, or not known whether it was; doing it again is right.</exception>
    Task<bool> SettleAsync(string deliveryId, Outcome outcome, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Keeps evidence of a request that was turned away. Never waits: under a flood some are dropped and counted.</summary>
    void RecordRejection(RejectedRequest request);

    /// <summary>The newest rejected requests, newest first.</summary>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="sources">Only of these; null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<IReadOnlyList<RejectedRequest>> RejectionsAsync(int limit, IReadOnlyCollection<string>? sources, CancellationToken cancellationToken);

    /// <summary>How many deliveries wait for their signal, whichever gateway is to send it; counted no further than <paramref name="atMost"/>.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<int> CountPendingAsync(int atMost, CancellationToken cancellationToken);
}
