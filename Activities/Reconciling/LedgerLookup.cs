using Temporalio.Exceptions;
using Webhooks.Contracts.Identities;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reconciling;

/// <summary>What the ledger has.</summary>
public sealed class LedgerLookup(DeliveryLedger ledger)
{
    /// <exception cref="ApplicationFailureException">The ledger cannot be read now.</exception>
    public async Task<bool> HasAsync(DeliveryKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            return await ledger.FindAsync(key.DeliveryId, cancellationToken) is not null;
        }
        catch (LedgerUnavailableException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger);
        }
    }
}
