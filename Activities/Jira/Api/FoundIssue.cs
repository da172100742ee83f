using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Jira.Api;

/// <summary>An issue that a search found, with as much of it as was asked for. Every text is foreign.</summary>
public sealed record FoundIssue
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("key")]
    public string? Key { get; init; }

    [JsonPropertyName("fields")]
    public JsonElement? Fields { get; init; }

    /// <returns>Null when the field was not asked for, or is no time.</returns>
    internal DateTimeOffset? Time(string field) =>
        Fields is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? JiraTime.Parse(value.GetString())
            : null;
}
