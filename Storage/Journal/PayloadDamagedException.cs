namespace Webhooks.Storage.Journal;

/// <summary>The body is there and is not what was accepted.</summary>
public sealed class PayloadDamagedException(string message) : Exception(message);
