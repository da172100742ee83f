namespace Webhooks.Storage.Knowledge;

/// <summary>The path could leave the knowledge base, or does not exist on every system.</summary>
public sealed class UnsafePathException(string reason) : Exception($"The document path is refused: {reason}.");
