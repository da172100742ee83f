using Temporalio.Exceptions;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Ledger;

/// <summary>What activities throw when a body cannot be read or understood.</summary>
internal static class PayloadFailure
{
    /// <param name="failure">Thrown while reading.</param>
    /// <param name="unreadable">The error type of a body that is not what it should be.</param>
    /// <returns>Null for what is not foreseen. Only what may be there later is worth another try.</returns>
    public static ApplicationFailureException? Of(Exception failure, string unreadable) => failure switch
    {
        PayloadMissingException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.PayloadMissing),
        LedgerUnavailableException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger),
        PayloadDamagedException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.PayloadDamaged, nonRetryable: true),
        FormatException => new ApplicationFailureException(failure.Message, failure, unreadable, nonRetryable: true),
        _ => null,
    };
}
