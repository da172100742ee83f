using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>An entry on its way from the journal into the ledger.</summary>
/// <param name="Entry">What was stored.</param>
/// <param name="Sequence">Of the delivery; null for the next there is.</param>
/// <param name="Mark">Set when it was signalled on the way.</param>
internal sealed record NewEntry(JournalEntry Entry, long? Sequence, SignalledDelivery? Mark);
