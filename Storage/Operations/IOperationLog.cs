using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Operations;

/// <summary>
/// What operators had the gateway do: the audit, which only grows, and the replays. In the data folder (<see cref="OperationLog"/>), or in
/// PostgreSQL, where several gateways share it. Every call that writes is durable when it returns.
/// </summary>
/// <exception cref="LedgerUnavailableException">From every method: not read, or not written.</exception>
public interface IOperationLog
{
    const int MaximumPage = 500;

    Task AppendAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="limit">At most <see cref="MaximumPage"/>.</param>
    /// <param name="before">Only older ones: the smallest sequence of the page before. Null for the newest.</param>
    /// <param name="tenant">Only what actors of this tenant did. Null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<AuditRecord>> AuditAsync(int limit, long? before, string? tenant, CancellationToken cancellationToken);

    /// <summary>Begins a replay, with its record in the audit: both or neither.</summary>
    /// <returns>False when another one is open; then nothing is written.</returns>
    Task<bool> BeginReplayAsync(StoredReplay replay, AuditRecord record, CancellationToken cancellationToken);

    /// <summary>The open replay, unless another gateway runs it. It is the runner's as long as that goes on saving it; who stops doing so loses it.</summary>
    Task<StoredReplay?> ClaimReplayAsync(string runner, CancellationToken cancellationToken);

    /// <summary>Keeps how far a replay is, if it still is the runner's.</summary>
    Task<ReplayStanding> SaveReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken);

    /// <summary>Keeps how far a replay is, and lets another gateway go on with it, if it still is the runner's.</summary>
    Task ReleaseReplayAsync(string id, string runner, byte[] document, CancellationToken cancellationToken);

    /// <summary>Ends a replay, with its record in the audit, if it still is the runner's and open.</summary>
    Task EndReplayAsync(string id, string runner, byte[] document, AuditRecord record, CancellationToken cancellationToken);

    /// <summary>Asks an open replay to stop; the first who asks is remembered.</summary>
    /// <returns>False when it is not open.</returns>
    Task<bool> RequestStopAsync(string id, string actor, CancellationToken cancellationToken);

    /// <returns>The replay's document; null when there is none.</returns>
    Task<byte[]?> FindReplayAsync(string id, CancellationToken cancellationToken);

    /// <summary>Documents of replays, newest first.</summary>
    /// <param name="limit">At most <see cref="MaximumPage"/>.</param>
    /// <param name="tenant">Only those of this tenant. Null for all.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<byte[]>> ReplaysAsync(int limit, string? tenant, CancellationToken cancellationToken);
}
