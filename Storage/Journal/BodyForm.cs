namespace Webhooks.Storage.Journal;

/// <summary>How a body that is not stored as received is stored: compressed, then encrypted.</summary>
/// <param name="Length">Length of the raw body; unpacking never gives more.</param>
/// <param name="IsCompressed">Brotli.</param>
/// <param name="KeyId">Which key encrypts it; null when none does.</param>
internal sealed record BodyForm(int Length, bool IsCompressed, string? KeyId);
