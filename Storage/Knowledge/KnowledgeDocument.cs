namespace Webhooks.Storage.Knowledge;

/// <summary>A document to be stored.</summary>
public sealed record KnowledgeDocument
{
    /// <summary>Deterministic identity: the same work done again gives the same key, and so the same row.</summary>
    public required string Key { get; init; }

    /// <summary>Relative path with forward slashes, ending in <c>.md</c>; build it with <see cref="KnowledgePath.Join"/>.</summary>
    public required string Path { get; init; }

    /// <summary>Lower-case, hyphenated, such as <c>commit</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>For lists; cut after 1,024 characters.</summary>
    public required string Title { get; init; }

    public required string Markdown { get; init; }

    /// <summary>What lists and reports ask for without opening the file.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
