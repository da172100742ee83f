using System.Text.Json.Serialization;

namespace Webhooks.Activities.Jira.Api;

/// <summary>A page of a search, as Jira writes it.</summary>
public sealed record IssuePage
{
    [JsonPropertyName("issues")]
    public required IReadOnlyList<FoundIssue> Issues { get; init; }

    /// <summary>Null on the last page.</summary>
    [JsonPropertyName("nextPageToken")]
    public string? NextPageToken { get; init; }

    [JsonPropertyName("isLast")]
    public bool? IsLast { get; init; }
}
