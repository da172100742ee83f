namespace Webhooks.Storage.Journal;

/// <summary>The delivery was not stored: the disk is full or failing, or the journal is closing. Nothing was acknowledged; appending again later is right.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
