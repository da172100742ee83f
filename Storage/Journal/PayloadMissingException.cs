namespace Webhooks.Storage.Journal;

/// <summary>The segment is gone, or ends before the body does.</summary>
public sealed class PayloadMissingException(string message, Exception? inner = null) : Exception(message, inner);
