using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>A page of a search, as Jira writes it.</summary>
internal sealed record IssuePage
{
    [JsonPropertyName("issues")]
    public required IReadOnlyList<FoundIssue> Issues { get; init; }

    /// <summary>Null on the last page.</summary>
    [JsonPropertyName("nextPageToken")]
    public string? NextPageToken { get; init; }

    [JsonPropertyName("isLast")]
    public bool? IsLast { get; init; }
}

internal sealed record FoundIssue([property: JsonPropertyName("id"), JsonRequired] string Id);

/// <summary>A page of an issue's changes.</summary>
internal sealed record ChangePage(
    [property: JsonPropertyName("total"), JsonRequired] int Total,
    [property: JsonPropertyName("values"), JsonRequired] IReadOnlyList<IssueChange> Values);

/// <summary>One change of an issue.</summary>
internal sealed record IssueChange
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

/// <summary>An issue as it is now.</summary>
internal sealed record Issue
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
