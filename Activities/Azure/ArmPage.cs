using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A part of a list, as Resource Manager writes it.</summary>
internal sealed record ArmPage<T>
{
    [JsonPropertyName("value")]
    public required IReadOnlyList<T> Value { get; init; }

    /// <summary>Null, or empty, on the last page.</summary>
    [JsonPropertyName("nextLink")]
    public string? NextLink { get; init; }
}
