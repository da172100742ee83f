namespace Webhooks.Storage.Knowledge;

/// <summary>The index of the knowledge base cannot be used as it is; the message says what to do.</summary>
public sealed class KnowledgeUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
