using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A question to Resource Graph.</summary>
internal sealed record GraphQuery
{
    [JsonPropertyName("subscriptions")]
    public required IReadOnlyList<string> Subscriptions { get; init; }

    [JsonPropertyName("query")]
    public required string Query { get; init; }

    [JsonPropertyName("options")]
    public required GraphOptions Options { get; init; }
}

internal sealed record GraphOptions
{
    [JsonPropertyName("resultFormat")]
    public string ResultFormat { get; init; } = "objectArray";

    [JsonPropertyName("$top")]
    public int Top { get; init; } = 200;

    [JsonPropertyName("$skipToken")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SkipToken { get; init; }
}

internal sealed record GraphAnswer
{
    [JsonPropertyName("data")]
    public required IReadOnlyList<ChangeRecord> Data { get; init; }

    /// <summary>Null on the last page.</summary>
    [JsonPropertyName("$skipToken")]
    public string? SkipToken { get; init; }
}
