using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>A delivery that the promise does not hold for, or does not hold for yet.</summary>
/// <param name="DeliveryId">Whose; null when it cannot be read.</param>
/// <param name="Position">Its record in the journal; null when only the ledger knows it.</param>
/// <param name="Reason">In words.</param>
public sealed record AuditFinding(string? DeliveryId, JournalPosition? Position, string Reason);
