using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Generation.OpenAI;

/// <summary>Body of <c>POST chat/completions</c>, as far as it is used.</summary>
internal sealed record ChatRequest
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("messages")]
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    [JsonPropertyName("response_format")]
    public required JsonObject ResponseFormat { get; init; }

    [JsonPropertyName("temperature"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Temperature { get; init; }

    [JsonPropertyName("seed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Seed { get; init; }

    /// <summary>OpenAI and Azure; newer models refuse the older name.</summary>
    [JsonPropertyName("max_completion_tokens"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaximumCompletionTokens { get; init; }

    /// <summary>Servers on this machine; some of them ignore the newer name and would write without end.</summary>
    [JsonPropertyName("max_tokens"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaximumTokens { get; init; }
}

/// <param name="Role"><c>system</c> or <c>user</c>.</param>
internal sealed record ChatMessage([property: JsonPropertyName("role")] string Role, [property: JsonPropertyName("content")] string Content);
