using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A resource as it is now.</summary>
internal sealed record ArmResource
{
    [JsonPropertyName("location")]
    public string? Location { get; init; }

    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("sku")]
    public JsonElement Sku { get; init; }

    [JsonPropertyName("tags")]
    public JsonElement Tags { get; init; }

    [JsonPropertyName("properties")]
    public JsonElement Properties { get; init; }

    /// <summary>Not every type has it.</summary>
    [JsonPropertyName("systemData")]
    public ArmSystemData? SystemData { get; init; }
}

/// <summary>Who changed a resource last.</summary>
internal sealed record ArmSystemData
{
    [JsonPropertyName("lastModifiedBy")]
    public string? LastModifiedBy { get; init; }

    [JsonPropertyName("lastModifiedByType")]
    public string? LastModifiedByType { get; init; }
}
