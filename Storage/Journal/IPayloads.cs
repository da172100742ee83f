using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>Raw bodies by reference, out of the journal's files or out of PostgreSQL. Safe for concurrent use.</summary>
public interface IPayloads
{
    /// <returns>The body as received: its length and SHA-256 are those of the reference.</returns>
    /// <exception cref="PayloadMissingException">It is not stored, or not any more.</exception>
    /// <exception cref="PayloadDamagedException">What is stored is not what was received.</exception>
    /// <exception cref="JournalKeyException">It is encrypted with a key that is not among the keys, or has another value there.</exception>
    /// <exception cref="Ledger.LedgerUnavailableException">The database that has it cannot be read now.</exception>
    Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken);
}
