namespace Webhooks.Storage.Journal;

/// <summary>Something in the journal that cannot be read as it was accepted.</summary>
/// <param name="Position">Where.</param>
/// <param name="DeliveryId">Whose; null when that cannot be read either.</param>
/// <param name="Reason">What is wrong, in words.</param>
public sealed record JournalDamage(JournalPosition Position, string? DeliveryId, string Reason);
