using Temporalio.Exceptions;
using Webhooks.Storage.Journal;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>A body that is gone or damaged takes its texts with it and nothing else; the report says that it did.</summary>
internal static class BodyReading
{
    /// <returns>Null when there is nothing to read; then there is a reason.</returns>
    public static async Task<T?> TryAsync<T>(Func<Task<T>> read, ISet<string> reasons)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception failure) when (ReasonOf(failure) is not null)
        {
            reasons.Add(ReasonOf(failure) ?? GapReasons.PayloadUnreadable);
            return null;
        }
    }

    /// <summary>Null for what is no matter of one body.</summary>
    private static string? ReasonOf(Exception failure) => failure switch
    {
        PayloadMissingException or ApplicationFailureException { ErrorType: ErrorTypes.PayloadMissing } => GapReasons.PayloadGone,
        PayloadDamagedException or FormatException or ApplicationFailureException { ErrorType: ErrorTypes.PayloadDamaged or ErrorTypes.PushUnreadable } => GapReasons.PayloadUnreadable,
        _ => null,
    };
}
