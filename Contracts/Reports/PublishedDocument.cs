namespace Webhooks.Contracts.Reports;

public sealed record PublishedDocument
{
    public required string Name { get; init; }

    /// <summary>In the document store; null while it waits in the local backup for a person.</summary>
    public string? Path { get; init; }

    public Uri? Link { get; init; }
}
