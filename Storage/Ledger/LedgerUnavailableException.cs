namespace Webhooks.Storage.Ledger;

/// <summary>The database cannot be written now: locked for too long, full, failing, or closing. Trying again later is right; every write is idempotent.</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
