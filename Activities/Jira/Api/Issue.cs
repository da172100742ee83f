using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Jira.Api;

/// <summary>An issue as it is now, in the form that webhooks have: descriptions and comments are texts. All of them are foreign.</summary>
public sealed record Issue
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("self")]
    public required string Self { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("fields")]
    public required JsonElement Fields { get; init; }
}
