using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Backlog;

/// <summary>
/// The deliveries that wait for their signal, as far as this process is the one to send it. Of several gateways each has its share of the
/// entities, and no entity is in two shares at once.
/// </summary>
public interface IBacklog
{
    /// <summary>Something was added, or <see cref="Share"/> changed. Raised on any thread; must not block.</summary>
    event EventHandler? Changed;

    /// <summary>What this process is to work on. Another one means: end what is under way, then <see cref="Adopt"/> it and begin anew.</summary>
    BacklogShare Share { get; }

    /// <summary>Nothing outside of this share is under way any more, and all marks of the one before are written.</summary>
    void Adopt(BacklogShare share);

    /// <summary>How long a call that begins now may take, so that nobody else signals the same entity meanwhile; null when none may begin.</summary>
    /// <param name="share">The adopted share.</param>
    TimeSpan? CallDeadline(BacklogShare share);

    /// <summary>Accepted for a workflow, neither signalled nor settled, in order of acceptance.</summary>
    /// <param name="share">The adopted share.</param>
    /// <param name="limit">At most <see cref="DeliveryFilter.MaximumLimit"/>.</param>
    /// <param name="after"><see cref="PendingPage.ReadUpTo"/> of the page before, or 0.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<PendingPage> PendingAsync(BacklogShare share, int limit, long after, CancellationToken cancellationToken);

    /// <summary>The same for one entity of the share.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be read.</exception>
    Task<IReadOnlyList<DeliveryRecord>> PendingOfAsync(string entity, int limit, long after, CancellationToken cancellationToken);

    /// <summary>Marks one as signalled that is not in the ledger yet: it will get there with its mark.</summary>
    /// <returns>False when it is to be marked by <see cref="MarkSignalledAsync"/>.</returns>
    bool TryMarkAhead(SignalledDelivery delivery);

    /// <summary>
    /// Marks deliveries as signalled; the first mark stays. A mark of a share that this process has lost meanwhile is passed over: whoever has
    /// the entity now signals again, with the same request id.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Not written.</exception>
    Task MarkSignalledAsync(BacklogShare share, IReadOnlyList<SignalledDelivery> deliveries, CancellationToken cancellationToken);
}
