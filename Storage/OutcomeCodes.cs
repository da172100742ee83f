using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage;

/// <summary>Numbers of outcomes on disk; they outlive the order of the enum.</summary>
internal static class OutcomeCodes
{
    public static byte Code(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Handled => 1,
        OutcomeKind.Duplicate => 2,
        OutcomeKind.Filtered => 3,
        OutcomeKind.Quarantined => 4,
    };

    /// <exception cref="InvalidDataException">No such number.</exception>
    public static OutcomeKind Kind(long code) => code switch
    {
        1 => OutcomeKind.Handled,
        2 => OutcomeKind.Duplicate,
        3 => OutcomeKind.Filtered,
        4 => OutcomeKind.Quarantined,
        _ => throw new InvalidDataException($"Outcome {code} is unknown."),
    };
}
