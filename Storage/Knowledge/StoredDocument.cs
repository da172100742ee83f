namespace Webhooks.Storage.Knowledge;

/// <summary>The index row of a document.</summary>
public sealed record StoredDocument
{
    /// <summary>Kind of a document that does not say what it is: one that somebody put there by hand.</summary>
    public const string NoteKind = "note";

    public required string Key { get; init; }

    public required string Path { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>When what it is about happened; when it was stored first, if the document does not say.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>SHA-256 of the file without its section of related documents, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the file without that section.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
