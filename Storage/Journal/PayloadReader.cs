using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>Reads bodies out of a journal, also while another process appends to it. Safe for concurrent use.</summary>
public sealed class PayloadReader(string journalDirectory)
{
    /// <exception cref="PayloadMissingException">The segment is gone, or ends too early.</exception>
    /// <exception cref="PayloadDamagedException">Checksum, length or SHA-256 differ.</exception>
    public Task<byte[]> ReadAsync(PayloadReference reference, CancellationToken cancellationToken) => throw new NotImplementedException(journalDirectory);
}
