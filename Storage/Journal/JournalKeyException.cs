namespace Webhooks.Storage.Journal;

/// <summary>A body is encrypted with a key that is not configured, or is configured with another value. Its record is as it was written.</summary>
public sealed class JournalKeyException(string message, string keyId) : Exception(message)
{
    public string KeyId { get; } = keyId;
}
