namespace Webhooks.Activities.Documentation;

/// <summary>A document ready to be stored.</summary>
public sealed record GeneratedDocument
{
    /// <summary>The same for the same thing, whenever and however often it is written about.</summary>
    public required string Key { get; init; }

    /// <summary>Relative path in the knowledge base, safe on any file system.</summary>
    public required string Path { get; init; }

    /// <summary>Taken when <see cref="Path"/> belongs to another document.</summary>
    public required string AlternativePath { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required string Markdown { get; init; }

    public required IReadOnlyDictionary<string, string> Properties { get; init; }
}
