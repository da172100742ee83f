using System.Text.Json.Serialization;

namespace Webhooks.Activities.Generation.OpenAI;

/// <summary>What <c>POST chat/completions</c> is answered with, as far as it is used.</summary>
internal sealed record ChatAnswer
{
    [JsonPropertyName("choices")]
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }
}

internal sealed record ChatChoice
{
    [JsonPropertyName("message")]
    public required ChatContent Message { get; init; }

    /// <summary><c>stop</c>, <c>length</c> or <c>content_filter</c>, of those that can come.</summary>
    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }
}

internal sealed record ChatContent
{
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }
}

internal sealed record ChatUsage
{
    [JsonPropertyName("prompt_tokens")]
    public long Input { get; init; }

    [JsonPropertyName("completion_tokens")]
    public long Output { get; init; }
}
