namespace Webhooks.Activities.Documents;

/// <summary>Where a document was put.</summary>
public sealed record StoredFile
{
    /// <summary>In the document store: <c>Infrastructure Changes/web-1.md</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where a browser shows it; null when no browser does.</summary>
    public required Uri? Link { get; init; }
}
