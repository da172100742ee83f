namespace Webhooks.Storage.Knowledge;

/// <summary>Another document, with another key, has this path.</summary>
public sealed class PathTakenException(string path) : Exception($"Another document has the path '{path}'.");
