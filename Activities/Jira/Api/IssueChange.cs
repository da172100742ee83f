using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Jira.Api;

/// <summary>One change of an issue, in the form that webhooks have.</summary>
public sealed record IssueChange
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("created"), JsonConverter(typeof(JiraTime))]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("author")]
    public JsonElement? Author { get; init; }

    [JsonPropertyName("items")]
    public JsonElement? Items { get; init; }
}
