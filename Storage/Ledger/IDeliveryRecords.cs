namespace Webhooks.Storage.Ledger;

/// <summary>What can be looked up about deliveries, wherever the ledger lives.</summary>
public interface IDeliveryRecords : IAsyncDisposable
{
    /// <param name="deliveryId">32 hex digits; nothing is found under any other text.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<DeliveryRecord?> FindAsync(string deliveryId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<IReadOnlyList<DeliveryRecord>> ListAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts everything; the cost grows with the ledger.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<LedgerAudit> AuditAsync(CancellationToken cancellationToken);
}
