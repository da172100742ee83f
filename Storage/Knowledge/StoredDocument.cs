namespace Webhooks.Storage.Knowledge;

/// <summary>The index row of a document.</summary>
public sealed record StoredDocument
{
    public required string Key { get; init; }

    public required string Path { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyDictionary<string, string> Properties { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Length { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
