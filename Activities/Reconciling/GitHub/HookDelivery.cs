using System.Text.Json.Serialization;

namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>One attempt in a hook's delivery log, as GitHub writes it.</summary>
internal sealed record HookDelivery
{
    /// <summary>Of the attempt.</summary>
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>Of the delivery: all attempts have the same one.</summary>
    [JsonPropertyName("guid")]
    public required string Guid { get; init; }

    [JsonPropertyName("delivered_at")]
    public required DateTimeOffset DeliveredAt { get; init; }

    [JsonPropertyName("event")]
    public required string Event { get; init; }
}
