using Temporalio.Exceptions;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Ledger;

/// <summary>What activities throw when a body cannot be read or understood.</summary>
internal static class PayloadFailure
{
    public static bool IsForeseen(Exception failure) =>
        failure is PayloadMissingException or LedgerUnavailableException or PayloadDamagedException or FormatException;

    /// <summary>Only what may be there later is worth another try.</summary>
    /// <param name="failure">One that is foreseen.</param>
    /// <param name="unreadable">The error type of a body that is not what it should be.</param>
    public static ApplicationFailureException Of(Exception failure, string unreadable) => failure switch
    {
        PayloadMissingException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.PayloadMissing),
        LedgerUnavailableException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.Ledger),
        PayloadDamagedException => new ApplicationFailureException(failure.Message, failure, ErrorTypes.PayloadDamaged, nonRetryable: true),
        _ => new ApplicationFailureException(failure.Message, failure, unreadable, nonRetryable: true),
    };
}
