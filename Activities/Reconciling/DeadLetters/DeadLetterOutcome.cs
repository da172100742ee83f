namespace Webhooks.Activities.Reconciling.DeadLetters;

/// <summary>What became of a file.</summary>
/// <param name="Events">How many events were in it.</param>
/// <param name="Posted">How many of them the ledger lacked, and the gateway took.</param>
/// <param name="Fault">Set when the file was put aside in <c>failed/</c>.</param>
public sealed record DeadLetterOutcome(int Events, int Posted, string? Fault);
