using Temporalio.Activities;
using Temporalio.Exceptions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Ledger;

public sealed class LedgerActivities(IDeliveryLedger ledger, OutcomeMetrics metrics, TimeProvider time)
{
    /// <summary>Writes the outcome of a delivery. The first one stays, so running again changes nothing.</summary>
    /// <returns>False when the delivery had an outcome already.</returns>
    [Activity]
    public async Task<bool> SettleDeliveryAsync(string deliveryId, Outcome outcome)
    {
        try
        {
            var isFirst = await ledger.SettleAsync(deliveryId, outcome, time.GetUtcNow(), ActivityExecutionContext.Current.CancellationToken);
            if (isFirst)
            {
                metrics.Settled(outcome);
            }

            return isFirst;
        }
        catch (LedgerUnavailableException failure)
        {
            throw new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger);
        }
    }
}
