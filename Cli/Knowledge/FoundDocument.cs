using System.Text.Json;
using Webhooks.Storage.Knowledge.Search;

namespace Webhooks.Cli.Knowledge;

/// <summary>A document that was found, as <c>--json</c> writes it.</summary>
internal sealed record FoundDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string Key { get; init; }

    public required string Path { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required string? Repository { get; init; }

    public required string Snippet { get; init; }

    public static string JsonOf(IEnumerable<KnowledgeHit> hits) => JsonSerializer.Serialize(hits.Select(Of), Json);

    private static FoundDocument Of(KnowledgeHit hit) => new()
    {
        Key = hit.Document.Key,
        Path = hit.Document.Path,
        Kind = hit.Document.Kind,
        Title = hit.Document.Title,
        Date = hit.Document.Date,
        Repository = hit.Document.Properties.GetValueOrDefault("repository"),
        Snippet = hit.Snippet,
    };
}
